/* Explanations at the word: the first use of each glossary term on a page opens its meaning, by tap or key.
   The words are loaded when the page has nothing else to do, and not at all by a phone that saves data; what they mean
   is loaded when somebody asks for the first time. */
(function (handbook) {
  "use strict";
  const { make, link, around, pageOf, script: loadScript, gettext } = handbook;
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const article = document.querySelector("article");
  const SKIP = `a, button, summary, h1, h2, h3, h4, h5, h6, th, label, code, form, nav, svg, dialog, .hb-edition, .hb-meta,
    .hb-small, .hb-front-sheet, .hb-tail, .hb-document, .hb-neighbours, .hb-actions, .hb-today, .hb-copies`;
  const EDGE = 8; /* pixels between an explanation and the edge of the screen */
  /** @type {Map<string, GlossaryTerm>} */
  const terms = new Map();
  /** @type {{word: HTMLElement, note: HTMLElement} | null} */
  let open = null;
  /** @type {HTMLElement | null} */
  let wanted = null;
  /** @type {Promise<unknown> | null} */
  let meanings = null;
  if (!article || !script || (navigator.connection && navigator.connection.saveData)) return;
  const told = script.dataset;

  async function load() {
    await loadScript(told.words || "");
    explain(window.handbookWords || []);
  }

  /** Without a connection, and not kept yet, there is only the way to the glossary. */
  async function loadMeanings() {
    meanings = meanings || loadScript(told.meanings || "");
    try {
      await meanings;
    } catch {
      meanings = null;
    }
  }

  /** @param {GlossaryTerm[]} rows */
  function explain(rows) {
    /** @type {Map<string, GlossaryTerm>} */
    const byForm = new Map();
    /** @type {string[]} */
    const names = [];
    rows.forEach((row) => {
      terms.set(row[0], row);
      row[1].forEach((form) => {
        const key = isShort(form) ? form : form.toLowerCase();
        if (byForm.has(key)) return;
        byForm.set(key, row);
        names.push(form);
      });
    });
    if (!names.length || !article) return;
    names.sort((one, other) => other.length - one.length);
    const pattern = new RegExp(`(^|[^\\w-])(${names.map(literal).join("|")})(?![\\w-])`, "i");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (node.parentElement && !node.parentElement.closest(SKIP)) nodes.push(node);
    }
    const seen = new Set();
    nodes.forEach((node) => mark(node, pattern, byForm, seen));
  }

  /**
   * Short forms such as AMHP count only in capitals.
   * @param {string} form
   */
  function isShort(form) {
    return /[A-Z].*[A-Z]/.test(form) && !/ /.test(form);
  }

  /** @param {string} form */
  function literal(form) {
    return form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }

  /**
   * Put a button in place of each term in a text that is not explained yet.
   * @param {Text} text
   * @param {RegExp} pattern
   * @param {Map<string, GlossaryTerm>} byForm
   * @param {Set<string>} seen
   */
  function mark(text, pattern, byForm, seen) {
    let node = text,
      from = 0;
    for (;;) {
      const found = pattern.exec(node.data.slice(from));
      if (!found) return;
      const at = from + found.index + found[1].length,
        words = found[2],
        row = byForm.get(words) || byForm.get(words.toLowerCase());
      from = at + words.length;
      if (!row || seen.has(row[0])) continue;
      seen.add(row[0]);
      const rest = node.splitText(at);
      node = rest.splitText(words.length);
      rest.replaceWith(word(words, row[0]));
      from = 0;
    }
  }

  /**
   * @param {string} words
   * @param {string} term
   */
  function word(words, term) {
    const made = make("span", "hb-word", words); /* no button element: that would not break over two lines */
    made.setAttribute("role", "button");
    made.setAttribute("aria-expanded", "false");
    made.tabIndex = 0;
    made.dataset.term = term;
    return made;
  }

  /** @param {HTMLElement} made */
  async function show(made) {
    const row = terms.get(made.dataset.term || "");
    if (!row) return;
    wanted = made;
    await loadMeanings();
    if (wanted !== made) return;
    const [id, [name]] = row,
      meaning = (window.handbookMeanings || {})[id] || "",
      note = make("span", "hb-meaning");
    note.setAttribute("role", "status");
    made.setAttribute("aria-expanded", "true");
    made.after(note);
    open = { word: made, note };
    note.append(
      `${name}: `,
      meaning && `${meaning} `,
      link("", gettext("In the glossary"), `${pageOf(told.glossary || "")}#${id}`),
    );
    place(note);
  }

  /**
   * Under its word, within the page's width.
   * @param {HTMLElement} note
   */
  function place(note) {
    const room = document.documentElement.clientWidth,
      at = note.getBoundingClientRect();
    let shift = Math.min(0, room - EDGE - at.right);
    if (at.left + shift < EDGE) shift = EDGE - at.left;
    note.style.transform = `translateX(${shift}px)`;
  }

  function close() {
    wanted = null;
    if (!open) return;
    open.word.setAttribute("aria-expanded", "false");
    open.note.remove();
    open = null;
  }

  /**
   * Heard on the whole page, so that it works in copies of its text too.
   * @param {Event} event
   */
  function asked(event) {
    const made = around(event, ".hb-word"),
      was = open && open.word;
    if (open && event.target instanceof Node && open.note.contains(event.target)) return;
    close();
    if (made && made !== was) show(made);
  }

  document.addEventListener("click", asked);
  document.addEventListener("keydown", (event) => {
    const isOnWord = event.target instanceof Element && event.target.matches(".hb-word");
    if (isOnWord && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      asked(event);
    }
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    open.word.focus();
    close();
  });
  window.addEventListener("load", () => {
    if (window.requestIdleCallback) window.requestIdleCallback(load, { timeout: 4000 });
    else setTimeout(load, 1500);
  });
})(window.handbook);
