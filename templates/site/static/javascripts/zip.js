/* Files into one zip, as they are (PDFs are packed already): APPNOTE 6.3.10, sections 4.3 and 4.4, without anything optional. */
(function (handbook) {
  "use strict";
  const LOCAL = 0x04034b50,
    LISTED = 0x02014b50,
    END = 0x06054b50;
  const VERSION = 20,
    NAMES_ARE_UTF_8 = 0x0800,
    FIRST_OF_1980 = 0x0021;

  const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });

  /** @param {Uint8Array} content */
  function crc32(content) {
    let value = 0xffffffff;
    for (const byte of content) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  }

  /**
   * Numbers in little-endian order, each with its bytes: two or four.
   * @param {[number, 2 | 4][]} numbers
   */
  function packed(numbers) {
    const view = new DataView(new ArrayBuffer(numbers.reduce((total, [, bytes]) => total + bytes, 0)));
    let at = 0;
    for (const [number, bytes] of numbers) {
      if (bytes === 2) view.setUint16(at, number, true);
      else view.setUint32(at, number, true);
      at += bytes;
    }
    return new Uint8Array(view.buffer);
  }

  /**
   * The parts of a zip, in order, for a Blob. Names are those of files, without folders.
   * @param {{name: string, content: Uint8Array<ArrayBuffer>}[]} files
   * @returns {Uint8Array<ArrayBuffer>[]}
   */
  function zip(files) {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const list = [];
    let at = 0;
    for (const { name, content } of files) {
      const named = new TextEncoder().encode(name);
      /** @type {[number, 2 | 4][]} */
      const shared = [
        [VERSION, 2],
        [NAMES_ARE_UTF_8, 2],
        [0, 2],
        [0, 2],
        [FIRST_OF_1980, 2],
        [crc32(content), 4],
        [content.length, 4],
        [content.length, 4],
        [named.length, 2],
        [0, 2],
      ];
      const head = packed([[LOCAL, 4], ...shared]);
      list.push(packed([[LISTED, 4], [VERSION, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), named);
      parts.push(head, named, content);
      at += head.length + named.length + content.length;
    }
    const length = list.reduce((total, each) => total + each.length, 0);
    const end = packed([
      [END, 4],
      [0, 2],
      [0, 2],
      [files.length, 2],
      [files.length, 2],
      [length, 4],
      [at, 4],
      [0, 2],
    ]);
    return [...parts, ...list, end];
  }

  handbook.zip = zip;
})(window.handbook);
