/* Small helps on every page: wide tables, printing, help that floats. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext } = handbook;
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
  printing();
  unfold();
  help();
  window.addEventListener("hashchange", unfold);
})(window.handbook);
