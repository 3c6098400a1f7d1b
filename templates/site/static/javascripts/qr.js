/* A code for cameras (QR, ISO/IEC 18004) of an address, as rows of dark and light: bytes, level L, up to version 9. It is fetched when somebody
   asks for a code. An address of more than 230 bytes has none. */
(function (handbook) {
  "use strict";
  const SIDE = 17; /* squares of a side, and 4 for each version */
  /** By version: bytes in all, those of correction in a block, and blocks. */
  const SIZES = [[26, 7, 1], [44, 10, 1], [70, 15, 1], [100, 20, 1], [134, 26, 1], [172, 18, 2], [196, 20, 2], [242, 24, 2], [292, 30, 2]]; // prettier-ignore
  /** @type {((y: number, x: number) => boolean)[]} */
  const MASKS = [
    (y, x) => (y + x) % 2 === 0,
    (y) => y % 2 === 0,
    (_, x) => x % 3 === 0,
    (y, x) => (y + x) % 3 === 0,
    (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
    (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
    (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
    (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
  ];
  /** @type {number[]} */
  const POWERS = [],
    /** @type {number[]} */ LOGS = [];
  for (let power = 0, value = 1; power < 255; power += 1, value = value & 128 ? (value << 1) ^ 0x11d : value << 1) {
    POWERS.push(value);
    LOGS[value] = power;
  }

  /**
   * The bytes that mend a block of others (Reed and Solomon).
   * @param {number[]} block
   * @param {number} count
   */
  function correction(block, count) {
    let divisor = [1];
    for (let root = 0; root < count; root += 1) {
      const by = [...divisor.map((each) => times(each, POWERS[root])), 0];
      divisor = [0, ...divisor].map((each, at) => each ^ by[at]);
    }
    const steps = divisor.slice(0, -1).reverse();
    return block.reduce(
      (rest, byte) => {
        const factor = byte ^ rest[0];
        return [...rest.slice(1), 0].map((each, at) => each ^ times(steps[at], factor));
      },
      Array.from({ length: count }, () => 0),
    );
  }

  /**
   * @param {number} one
   * @param {number} other
   */
  function times(one, other) {
    return one && other ? POWERS[(LOGS[one] + LOGS[other]) % 255] : 0;
  }

  /**
   * @param {number} value
   * @param {number} length
   */
  function bits(value, length) {
    return Array.from({ length }, (_, at) => (value >> (length - 1 - at)) & 1);
  }

  /**
   * What is written into the squares, bit by bit: the bytes of a text with their correction, block beside block.
   * @param {number[]} bytes
   * @param {number} version
   */
  function written(bytes, version) {
    const [total, extra, count] = SIZES[version - 1],
      room = total - extra * count;
    const stream = [...bits(4, 4), ...bits(bytes.length, 8), ...bytes.flatMap((byte) => bits(byte, 8)), 0, 0, 0, 0];
    const filled = stream.length / 8;
    const said = Array.from({ length: room }, (_, at) =>
      at < filled ? parseInt(stream.slice(at * 8, at * 8 + 8).join(""), 2) : [0xec, 0x11][(at - filled) % 2],
    );
    const blocks = Array.from({ length: count }, (_, at) => said.slice((at * room) / count, ((at + 1) * room) / count));
    const mends = blocks.map((block) => correction(block, extra));
    return [blocks, mends].flatMap((rows) => rows[0].flatMap((_, at) => rows.flatMap((row) => bits(row[at], 8))));
  }

  /**
   * A code to be kept beside what it says of itself: how far a polynomial divides it (BCH).
   * @param {number} value
   * @param {number} polynomial
   * @param {number} length
   */
  function guarded(value, polynomial, length) {
    let rest = value << length;
    for (let at = 31 - Math.clz32(rest); at >= length; at = 31 - Math.clz32(rest)) rest ^= polynomial << (at - length);
    return (value << length) | rest;
  }

  /**
   * The squares that every code of a version has; -1 where text goes.
   * @param {number} version
   */
  function frame(version) {
    const side = SIDE + 4 * version;
    /** @type {number[][]} */
    const squares = Array.from({ length: side }, () => Array.from({ length: side }, () => -1));
    /** @type {(y: number, x: number, reach: number, dark: (far: number) => boolean) => void} */
    function ring(y, x, reach, dark) {
      for (let down = -reach; down <= reach; down += 1) {
        for (let right = -reach; right <= reach; right += 1) {
          const row = squares[y + down];
          if (row && x + right >= 0 && x + right < side) {
            row[x + right] = Number(dark(Math.max(Math.abs(down), Math.abs(right))));
          }
        }
      }
    }
    for (let at = 0; at < side; at += 1) squares[6][at] = squares[at][6] = 1 - (at % 2);
    const last = side - 7,
      between = version < 7 ? [6, last] : [6, (last + 6) / 2, last];
    between.forEach((y, down) => {
      between.forEach((x, right) => {
        const isCorner = (!down && !right) || (!down && x === last) || (!right && y === last);
        if (version > 1 && !isCorner) ring(y, x, 2, (far) => far !== 1);
      });
    });
    [
      [3, 3],
      [3, side - 4],
      [side - 4, 3],
    ].forEach(([y, x]) => ring(y, x, 4, (far) => far < 2 || far === 3));
    return squares;
  }

  /**
   * Which version and mask it is, as a code says of itself twice.
   * @param {number[][]} squares
   * @param {number} version
   * @param {number} mask
   */
  function sign(squares, version, mask) {
    const side = squares.length,
      format = guarded(8 | mask, 0x537, 10) ^ 0x5412;
    for (let at = 0; at < 15; at += 1) {
      const bit = (format >> at) & 1;
      if (at < 6) squares[at][8] = bit;
      else if (at < 8) squares[at + 1][8] = bit;
      else squares[side - 15 + at][8] = bit;
      if (at < 8) squares[8][side - 1 - at] = bit;
      else if (at === 8) squares[8][7] = bit;
      else squares[8][14 - at] = bit;
    }
    squares[side - 8][8] = 1;
    if (version < 7) return;
    const told = guarded(version, 0x1f25, 12);
    for (let at = 0; at < 18; at += 1) {
      const near = Math.floor(at / 3),
        far = side - 11 + (at % 3);
      squares[near][far] = squares[far][near] = (told >> at) & 1;
    }
  }

  /**
   * @param {number[]} stream
   * @param {number} version
   * @param {number} mask
   */
  function drawn(stream, version, mask) {
    const squares = frame(version),
      side = squares.length;
    sign(squares, version, mask);
    const isFree = squares.map((row) => row.map((each) => each < 0));
    let next = 0;
    for (let pair = side - 1, up = true; pair > 0; pair -= 2, up = !up) {
      if (pair === 6) pair -= 1;
      for (let step = 0; step < side; step += 1) {
        const y = up ? side - 1 - step : step;
        for (const x of [pair, pair - 1].filter((each) => isFree[y][each])) {
          squares[y][x] = (stream[next] || 0) ^ Number(MASKS[mask](y, x));
          next += 1;
        }
      }
    }
    return squares;
  }

  /**
   * How hard a code is to read: long runs, squares of one shade, what looks like a corner, and too much of one shade.
   * @param {number[][]} squares
   */
  function trouble(squares) {
    const side = squares.length,
      lines = [...squares, ...squares.map((_, x) => squares.map((row) => row[x]))].map((line) => line.join(""));
    const runs = lines
      .flatMap((line) => line.match(/0{5,}|1{5,}/g) || [])
      .reduce((sum, run) => sum + run.length - 2, 0);
    const corners = lines.reduce((sum, line) => sum + (line.match(/(?=00001011101|10111010000)/g) || []).length, 0);
    let blocks = 0;
    for (let y = 1; y < side; y += 1) {
      for (let x = 1; x < side; x += 1) {
        const sum = squares[y][x] + squares[y - 1][x] + squares[y][x - 1] + squares[y - 1][x - 1];
        if (sum % 4 === 0) blocks += 1;
      }
    }
    const dark = squares.flat().reduce((sum, each) => sum + each, 0) / (side * side);
    return runs + 3 * blocks + 40 * corners + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
  }

  handbook.qr = function (text) {
    const bytes = Array.from(new TextEncoder().encode(text));
    const version = SIZES.findIndex(([total, extra, count]) => bytes.length <= total - extra * count - 2) + 1;
    if (!version) return null;
    const stream = written(bytes, version);
    const codes = MASKS.map((_, mask) => drawn(stream, version, mask)),
      worth = codes.map(trouble);
    return codes[worth.indexOf(Math.min(...worth))];
  };
})(window.handbook);
