/* The search box: opens, asks the search engine, and has what it found shown. The engine, the index and
   search-results.js are fetched the first time somebody searches. Without this script the box leads to the search page, which lists everything. */
(function (handbook) {
  "use strict";

  const { the, every, around, script, inFolder, gettext } = handbook;
  const PAUSE = 80; /* milliseconds without a key before results change */
  const WIDE = "(min-width: 60em)";
  const OPEN = "hb-searching";
  const CALLS = "a:not(details:not([open]) a)"; /* what can be called: not what is folded */
  const box = /** @type {HTMLElement} */ (document.querySelector("header .hb-search"));
  if (!box) return;
  const page = document.documentElement;
  /** @type {Promise<Search> | null} */
  let loading = null;

  async function loaded() {
    await Promise.all(`${box.dataset.engine} ${box.dataset.index}`.split(" ").map(script));
    return handbook.search(window.handbookIndex);
  }

  function load() {
    if (!loading) {
      loading = loaded();
      loading.catch(() => {
        loading = null;
      });
    }
    return loading;
  }

  /**
   * A page's address from here. In a folder on a disk nothing serves a folder's page, so its file is named.
   * @param {string} place
   */
  function addressOf(place) {
    const [path, anchor] = place.split("#"),
      root = (box.dataset.root || "").replace(/\/?$/, "/");
    return root + path + (inFolder() ? "index.html" : "") + (anchor ? `#${anchor}` : "");
  }

  /**
   * What a few sections of a page say, fetched once.
   * @param {string} address the page's
   * @param {number} number which of its scripts
   */
  async function linesOf(address, number) {
    const name = `${address || "index/"}${number}`;
    if (!handbook.lines[name]) {
      await script(`${(box.dataset.root || "").replace(/\/?$/, "/")}search/lines/${name}.js`);
    }
    return handbook.lines[name] || [];
  }

  /**
   * What the engine finds, with what shows it.
   * @param {Search} engine
   * @param {string} typed
   * @returns {Shown}
   */
  function answered({ find, language }, typed) {
    const answer = find(typed),
      terms = new Set(answer.terms);
    /** @type {(part: string) => boolean} */
    const isFound = (part) => language.tokens(part).some((word) => terms.has(language.stem(word)));
    return { ...answer, typed: typed.trim(), language, isFound };
  }

  /**
   * Keep what is looked for in the search page's own address.
   * @param {string} typed
   */
  function remember(typed) {
    try {
      history.replaceState(null, "", `?q=${encodeURIComponent(typed)}`);
    } catch {
      // not from a file
    }
  }

  /**
   * Arrows lead from the box through the results and back.
   * @param {KeyboardEvent} event
   * @param {HTMLElement} root
   * @param {HTMLElement} input
   */
  function walk(event, root, input) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [
        input,
        ...every(`.hb-search-urgent:not([hidden]) :is(summary, ${CALLS}), .md-search-result__link`, root),
      ],
      place = links.findIndex((each) => each === document.activeElement);
    if (place < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, place + step))].focus();
  }

  /**
   * What Enter does once there are results: to who can be called, or to the first result. On the search page, and where
   * a phone's keyboard covers them, it only lets them be seen.
   * @param {{found: HTMLElement | null, isUrgent: boolean}} first
   * @param {HTMLInputElement} input
   * @param {boolean} standsAlone
   */
  function enter({ found, isUrgent }, input, standsAlone) {
    if (!found) return;
    if (isUrgent) found.focus();
    else if (standsAlone || matchMedia("(pointer: coarse)").matches) input.blur();
    else found.click();
  }

  /**
   * A box with its results.
   * @param {HTMLElement} root
   * @param {boolean} standsAlone
   */
  function widget(root, standsAlone) {
    /** @type {HTMLInputElement} */
    const input = the("input", root);
    /** @type {HTMLAnchorElement} */
    const more = the(".hb-search-more a", root);
    const meta = the(".md-search-result__meta", root),
      hint = meta.textContent;
    /** @type {SearchResults | null} */
    let results = null;
    let timer = 0,
      isShown = false;

    async function run() {
      const typed = input.value.trim();
      clearTimeout(timer);
      timer = 0;
      more.href = addressOf("search/") + (typed ? `?q=${encodeURIComponent(typed)}` : "");
      if (!typed) {
        isShown = false;
        meta.textContent = hint;
        if (results) results.clear();
        return;
      }
      let engine;
      try {
        engine = await load();
      } catch {
        meta.textContent = gettext(
          "Search could not be loaded. Try again when you are connected, or use the list from A to Z.",
        );
        return;
      }
      if (input.value.trim() !== typed) return;
      isShown = true;
      results = results || handbook.searchResults(root, addressOf, linesOf);
      results.show(answered(engine, input.value));
      if (standsAlone) remember(typed);
    }

    async function submitted() {
      if (timer || !isShown) await run();
      if (results) enter(results.first(), input, standsAlone);
    }

    input.addEventListener("focus", () => {
      load().catch(() => {
        // told when something is typed
      });
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim()) meta.textContent = gettext("Searching …");
      timer = window.setTimeout(run, PAUSE);
    });
    the("form", root).addEventListener("submit", (event) => {
      event.preventDefault();
      submitted();
    });
    root.addEventListener("keydown", (event) => walk(event, root, input));
    return { input, run };
  }

  /** The box in the header of every page, which opens and closes. */
  function header() {
    const { input } = widget(box, false),
      opener = the(".hb-search-open a");

    function open() {
      page.classList.add(OPEN);
      input.focus();
    }

    /** @param {boolean} back whether to go back to what opened it */
    function close(back) {
      page.classList.remove(OPEN);
      if (back) (matchMedia(WIDE).matches ? input : opener).focus();
    }

    function isOpen() {
      return page.classList.contains(OPEN);
    }

    /** @param {KeyboardEvent} event */
    function pressed(event) {
      const { target, key } = event,
        isTyping =
          target instanceof HTMLElement &&
          (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable),
        isHeld = event.ctrlKey || event.metaKey || event.altKey;
      if (key === "Escape" && isOpen()) close(box.contains(document.activeElement));
      else if (key === "/" && !isTyping && !isHeld) open();
      else return;
      event.preventDefault();
    }

    the("label[for=__search]").addEventListener("click", open);
    input.addEventListener("focus", () => page.classList.add(OPEN));
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    the(".hb-search-close", box).addEventListener("click", () => close(true));
    document.addEventListener("keydown", pressed);
    document.addEventListener("pointerdown", (event) => {
      if (isOpen() && !around(event, "header .hb-search, .hb-search-open, [for=__search]")) close(false);
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close(false);
    });
    box.addEventListener("click", (event) => {
      if (around(event, ".md-search-result__link")) close(false);
    });
  }

  /**
   * The search page has a box of its own, made of the one in the header, and takes what to look for from its address.
   * @param {HTMLElement} place
   */
  function searchPage(place) {
    const copy = /** @type {HTMLElement} */ (box.cloneNode(true)),
      asked = new URLSearchParams(location.search);
    copy.classList.add("hb-search-page");
    the("input", copy).removeAttribute("id");
    the("form", copy).setAttribute("aria-label", gettext("Search on this page"));
    the(".hb-search-urgent", copy).setAttribute("aria-label", gettext("Help now, for what you searched"));
    place.append(copy);
    the(".hb-search-without").hidden = true;
    const { input, run } = widget(copy, true);
    input.value = asked.get("q") || asked.get("query") || "";
    if (input.value) run();
  }

  header();
  const place = document.getElementById("hb-search-here");
  if (place) searchPage(place);
})(window.handbook);
