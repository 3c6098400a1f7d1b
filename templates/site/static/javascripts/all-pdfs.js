/* The page "Downloads": every PDF of the edition in one zip file, made here when somebody asks for it. */
(function (handbook) {
  "use strict";
  const { the, make, gettext, ngettext, size } = handbook;
  const place = the("[data-all-pdfs]");
  const told = make("p");
  told.setAttribute("role", "status");

  /** @param {URL} address */
  async function fetched(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status}`);
    return response;
  }

  /**
   * What there is to save, by its address; nothing in an edition without print.
   * @returns {Promise<{address: URL, bytes: number}[]>}
   */
  async function listed() {
    const list = new URL(place.dataset.allPdfs || "", location.href);
    /** @type {{documents: Listed[], publications: Listed[], sheets: Listed[]}} */
    const manifest = await (await fetched(list)).json();
    return [...manifest.publications, ...manifest.sheets, ...manifest.documents].flatMap(({ path, pdf, bytes }) => {
      const file = path || pdf;
      return file && bytes ? [{ address: new URL(file, list), bytes }] : [];
    });
  }

  /** @param {{address: URL}[]} files */
  async function saveAll(files) {
    const contents = [];
    for (const { address } of files) {
      told.textContent = gettext("{done} of {total} fetched.", { done: contents.length, total: files.length });
      const content = new Uint8Array(await (await fetched(address)).arrayBuffer());
      contents.push({ name: address.pathname.split("/").slice(-1)[0], content });
    }
    const saved = URL.createObjectURL(new Blob(handbook.zip(contents), { type: "application/zip" }));
    const link = handbook.link("", "", saved);
    link.download = "handbook.zip";
    link.click();
    setTimeout(() => URL.revokeObjectURL(saved), 60000);
    told.textContent = gettext("The zip file is among your downloads.");
  }

  async function offer() {
    const files = await listed();
    if (!files.length) return;
    const bytes = files.reduce((total, each) => total + each.bytes, 0);
    const words = ngettext(
      "Save {n} PDF in one zip file ({size})",
      "Save all {n} PDFs in one zip file ({size})",
      files.length,
      {
        size: size(bytes),
      },
    );
    const save = handbook.button("hb-button", words, async () => {
      save.disabled = true;
      try {
        await saveAll(files);
      } catch {
        told.textContent = gettext("That did not work. Try again when you have a connection.");
      }
      save.disabled = false;
    });
    place.append(save, told);
  }

  if (!handbook.inFolder()) offer().catch(() => undefined); // without a connection there is nothing to offer
})(window.handbook);
