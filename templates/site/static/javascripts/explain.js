/* Explanations at the word: the first use of each glossary term on a page opens its meaning, by tap or key.
   The words are loaded when the page has nothing else to do, and not at all by a phone that saves data. */
(function () {
  "use strict";
  const self = document.currentScript;
  const article = document.querySelector("article");
  const SKIP =
    "a, button, summary, h1, h2, h3, h4, h5, h6, th, label, code, form, nav, svg, dialog, .hb-edition, .hb-meta, .hb-small, .hb-front-sheet, .hb-tail, .hb-document, .hb-neighbours, .hb-actions, .hb-today, .hb-copies";
  const terms = {};
  let open = null;
  if (!article || !self || (navigator.connection && navigator.connection.saveData)) return;

  function load() {
    const script = document.createElement("script");
    script.src = self.dataset.words;
    script.onload = function () {
      explain(window.handbookWords || []);
    };
    document.head.appendChild(script);
  }

  function explain(rows) {
    const byForm = {},
      names = [],
      seen = {};
    rows.forEach((row) => {
      terms[row[0]] = row;
      row[1].forEach((form) => {
        const key = isShort(form) ? form : form.toLowerCase();
        if (!byForm[key]) {
          byForm[key] = row;
          names.push(form);
        }
      });
    });
    if (!names.length) return;
    names.sort((one, other) => {
      return other.length - one.length;
    });
    const pattern = new RegExp(`(^|[^\\w-])(${names.map(literal).join("|")})(?![\\w-])`, "i");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT),
      nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(SKIP)) nodes.push(walker.currentNode);
    nodes.forEach((node) => {
      mark(node, pattern, byForm, seen);
    });
  }

  /* Short forms such as AMHP count only in capitals. */
  function isShort(form) {
    return /[A-Z].*[A-Z]/.test(form) && !/ /.test(form);
  }

  function literal(form) {
    return form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }

  function mark(node, pattern, byForm, seen) {
    let found,
      from = 0;
    while ((found = pattern.exec(node.textContent.slice(from)))) {
      const at = from + found.index + found[1].length,
        words = found[2];
      const row = byForm[words] || byForm[words.toLowerCase()];
      from = at + words.length;
      if (!row || seen[row[0]]) continue;
      seen[row[0]] = true;
      const rest = node.splitText(at);
      node = rest.splitText(words.length);
      rest.parentNode.replaceChild(word(words, row), rest);
      from = 0;
    }
  }

  function word(words, row) {
    const made = document.createElement("span");
    made.setAttribute("role", "button"); /* no button element: that would not break over two lines */
    made.tabIndex = 0;
    made.className = "hb-word";
    made.textContent = words;
    made.dataset.term = row[0];
    made.setAttribute("aria-expanded", "false");
    return made;
  }

  function show(made) {
    const row = terms[made.dataset.term],
      note = document.createElement("span"),
      link = document.createElement("a");
    note.className = "hb-meaning";
    note.setAttribute("role", "status");
    link.href = `${self.dataset.glossary + (location.protocol === "file:" ? "index.html" : "")}#${row[0]}`;
    link.textContent = "In the glossary";
    made.setAttribute("aria-expanded", "true");
    made.insertAdjacentElement("afterend", note);
    open = { word: made, note };
    note.append(`${row[1][0]}: ${row[2]} `, link);
    place(note);
  }

  /* Under its word, within the page's width. */
  function place(note) {
    let room = document.documentElement.clientWidth,
      at = note.getBoundingClientRect(),
      shift = 0;
    if (at.right > room - 8) shift = room - 8 - at.right;
    if (at.left + shift < 8) shift = 8 - at.left;
    note.style.transform = `translateX(${shift}px)`;
  }

  function close() {
    if (!open) return;
    open.word.setAttribute("aria-expanded", "false");
    open.note.remove();
    open = null;
  }

  /* Heard on the whole page, so that it works in copies of its text too. */
  function asked(event) {
    const made = event.target.closest(".hb-word"),
      was = open && open.word;
    if (open && open.note.contains(event.target)) return;
    close();
    if (made && made !== was) show(made);
  }

  document.addEventListener("click", asked);
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches(".hb-word")) {
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
})();
