/* A box for the code at the foot of a printed page: it says at once whether that copy is current. Without this script the
   list of all codes stands there to be read. */
(function (handbook) {
  "use strict";
  const { every, the, make, gettext } = handbook;

  /**
   * A code as it is listed, however it was typed: letters that are no part of any stand for the figures they look like.
   * @param {string} typed
   */
  function codeOf(typed) {
    return typed
      .toLowerCase()
      .replace(/^\s*copy\b/, "")
      .replace(/o/g, "0")
      .replace(/[il]/g, "1")
      .replace(/[^0-9a-z]/g, "");
  }

  /**
   * What is to be said of a code: nothing until it is whole.
   * @param {string} code
   * @param {{code: string, title: string}[]} copies
   */
  function verdict(code, copies) {
    const current = copies.find((copy) => copy.code === code);
    if (current) return gettext("This copy is current: {title}.", { title: current.title });
    if (!code || code.length < copies[0].code.length) return "";
    return gettext("No current copy has this code. Your copy is out of date, or it is from another edition.");
  }

  /** @param {HTMLElement} listed */
  function ask(listed) {
    const lines = every("li", listed),
      copies = lines.map((line) => {
        const shown = the("strong", line).textContent || "";
        return { code: codeOf(shown), title: (line.textContent || "").replace(shown, "").replace(/:\s*$/, "") };
      });
    if (!copies.length) return;
    const form = make("form", "hb-filter"),
      label = make("label", "", gettext("The code at the foot of your page")),
      box = make("input"),
      both = make("div"),
      said = make("p", "hb-filter-count");
    box.id = label.htmlFor = "hb-copy-code";
    Object.assign(box, { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: false });
    said.setAttribute("role", "status");
    both.append(label, box);
    form.append(both, said);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const code = codeOf(box.value);
      said.textContent = verdict(code, copies);
      const fits = copies.map((copy) => copy.code.startsWith(code));
      lines.forEach((line, at) => {
        line.hidden = fits.includes(true) && !fits[at];
      });
    });
    listed.before(form);
  }

  every("article .hb-copies").forEach(ask);
})(window.handbook);
