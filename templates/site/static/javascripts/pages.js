/* Small helps on every page: wide tables, a filter for directories, printing. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext, ngettext } = handbook;
  const article = /** @type {HTMLElement} */ (document.querySelector("article"));
  if (!article) return;
  const NARROW = 30; /* letters' widths of a table below which it may be squeezed */
  const TALL = 0.7; /* how tall a squeezed row is, against the table's width */

  /**
   * Whether a table is wider than its box.
   * @param {HTMLElement} box
   */
  function spills(box) {
    return box.scrollWidth > box.clientWidth + 1;
  }

  /**
   * Whether a table is squeezed into tall thin columns.
   * @param {HTMLElement} box
   */
  function isSqueezed(box) {
    const width = box.clientWidth;
    if (width >= NARROW * parseFloat(getComputedStyle(box).fontSize)) return false;
    return every("tr", box).some((row) => row.offsetHeight > width * TALL);
  }

  /**
   * A table too wide for the screen, or squeezed into tall thin columns by it, stands as one box for each row. What is
   * still too wide scrolls by key, and says so.
   * @param {HTMLElement} box
   */
  function fitting(box) {
    const titles = every("th", box).map((each) => each.textContent);
    const hint = make("p", "hb-wide", gettext("Slide it sideways to see all of it."));
    /** @type {HTMLTableRowElement[]} */
    const rows = every("tbody tr", box);
    rows.forEach((row) => {
      Array.from(row.cells).forEach((cell, at) => {
        if (at && titles[at]) cell.dataset.label = titles[at];
      });
    });
    function fit() {
      box.classList.remove("hb-stacked");
      if (titles.length && (spills(box) || isSqueezed(box))) box.classList.add("hb-stacked");
      if (!spills(box)) {
        hint.remove();
        ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
        return;
      }
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", heading(box));
      if (!hint.isConnected) box.before(hint);
    }
    const observer = new ResizeObserver(() => {
      requestAnimationFrame(fit);
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild); // wider letters make the table wider, and not the box
    fit();
  }

  /**
   * The heading that a place on the page stands under.
   * @param {HTMLElement} place
   */
  function heading(place) {
    const before = every("h1, h2, h3", article).filter(
      (each) => each.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return before.length ? before[before.length - 1].textContent || "" : "";
  }

  /**
   * What stands under each heading of a directory.
   * @param {HTMLElement} directory
   * @returns {DirectoryGroup[]}
   */
  function groupsOf(directory) {
    return every("h3[id]", directory).map((title) => {
      /** @type {HTMLElement[]} */
      const parts = [title];
      for (let next = title.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
        parts.push(/** @type {HTMLElement} */ (next));
      }
      return { title, parts, entries: parts.filter((each) => each.classList.contains("hb-contact")) };
    });
  }

  /**
   * Show only the places of a kind that have all of some words; say how many they are.
   * @param {DirectoryGroup[]} groups
   * @param {string} kind the id of its heading, or none for every kind
   * @param {string} typed
   */
  function narrow(groups, kind, typed) {
    const asked = typed.toLowerCase().split(/\s+/).filter(Boolean),
      isAll = !kind && !asked.length;
    let shown = 0;
    groups.forEach(({ title, parts, entries }) => {
      const fits = entries.filter((entry) => {
        const text = `${title.textContent} ${entry.textContent}`.toLowerCase();
        return (!kind || kind === title.id) && asked.every((word) => text.includes(word));
      });
      parts.forEach((part) => {
        part.hidden = entries.includes(part) ? !fits.includes(part) : !isAll && !fits.length;
      });
      shown += fits.length;
    });
    return ngettext("{n} place", "{n} places", shown);
  }

  /**
   * A directory can be narrowed by kind and by words; without this script it stands there whole.
   * @param {HTMLElement} directory
   * @param {number} number
   */
  function filter(directory, number) {
    const groups = groupsOf(directory),
      filled = groups.filter((group) => group.entries.length);
    if (filled.length < 2 && !(filled.length && filled[0].entries.length > 2)) return;
    const form = make("form", "hb-filter"),
      kinds = make("select"),
      words = make("input"),
      count = make("p", "hb-filter-count");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", gettext("Find a place in this directory"));
    kinds.id = `hb-kind-${number}`;
    words.id = `hb-words-${number}`;
    Object.assign(words, { type: "search", autocomplete: "off" });
    count.setAttribute("role", "status");
    kinds.append(new Option(gettext("Every kind of place"), ""));
    filled.forEach(({ title }) => kinds.append(new Option((title.textContent || "").trim(), title.id)));
    form.append(
      labelled(kinds, gettext("What you look for")),
      labelled(words, gettext("Words, such as free, lift or Sunday")),
      count,
    );
    const show = () => {
      count.textContent = narrow(groups, kinds.value, words.value);
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", show);
    groups[0].title.before(form);
    show();
  }

  /**
   * @param {HTMLElement} field
   * @param {string} words
   */
  function labelled(field, words) {
    const label = make("label", "", words),
      both = make("div");
    label.htmlFor = field.id;
    both.append(label, field);
    return both;
  }

  /** Each document has a button to print. */
  function printing() {
    const place = article.querySelector(".hb-actions") || article.querySelector(".hb-document");
    if (!place) return;
    const print = button("hb-button hb-print", gettext("Print this page"), () => window.print()),
      download = place.querySelector(".hb-size");
    if (download) download.after(print);
    else place.append(print);
  }

  /** Help floats at the foot of the screen once the bar of help at the top is out of sight. */
  function help() {
    /** @type {HTMLElement | null} */
    const floating = document.querySelector(".hb-help-float");
    if (!floating || !document.querySelector(".hb-help") || !window.IntersectionObserver) return;
    new IntersectionObserver((seen) => {
      floating.hidden = seen[0].isIntersecting;
    }).observe(the(".hb-help"));
  }

  /** A link to something folded opens it. */
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  }

  every(".hb-scroll, .hb-flow", article).forEach(fitting);
  every(".hb-directory", article).forEach(filter);
  printing();
  unfold();
  help();
  window.addEventListener("hashchange", unfold);
})(window.handbook);
