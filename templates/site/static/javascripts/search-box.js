/* The search box: opens, asks the search engine, and shows what it found. The engine and the index are fetched the first
   time somebody searches. Without this script the box leads to the search page, which lists everything. */
(function (handbook) {
  "use strict";

  const { the, every, around, make, link, inFolder } = handbook;
  const PAUSE = 80; /* milliseconds without a key before results change */
  const HUSH = 700; /* milliseconds before a screen reader is told, so that it is told once */
  const WIDE = "(min-width: 60em)";
  const OPEN = "hb-searching";
  const box = /** @type {HTMLElement} */ (document.querySelector("header .hb-search"));
  if (!box) return;
  const page = document.documentElement;
  /** @type {Promise<Search> | null} */
  let loading = null;

  /**
   * Scripts run in the order they are asked for, whichever comes first.
   * @param {string} address
   */
  function script(address) {
    return new Promise((done, failed) => {
      document.head.append(
        Object.assign(make("script"), { src: address, async: false, onload: done, onerror: failed }),
      );
    });
  }

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
   * A text with the words that were found marked.
   * @param {string} className
   * @param {string} text
   * @param {(word: string) => boolean} isFound
   */
  function marked(className, text, isFound) {
    const element = make("span", className);
    text.split(/([^\s]+)/).forEach((part) => {
      const bare = part
        .toLowerCase()
        .replace(/[’'`]/g, "")
        .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      element.append(bare && isFound(bare) ? make("mark", "", part) : part);
    });
    return element;
  }

  /** Who to call, in danger. */
  function calls() {
    const listed = make("ul", "hb-search-calls");
    window.handbookIndex.calls.forEach(([name, number, digits, due]) => {
      const item = make("li"),
        reach = link("", "", `tel:${digits}`);
      reach.append(make("strong", "", `Call ${number}`), make("span", "", name));
      if (due) reach.append(make("span", "hb-search-due", due));
      item.append(reach);
      listed.append(item);
    });
    return listed;
  }

  function danger() {
    return [
      make("p", "hb-search-danger", "Is a life in danger? Call now. You do not have to be sure."),
      calls(),
      link("hb-search-helplink", "Help now: everyone you can call", addressOf("help-now/")),
    ];
  }

  /**
   * What to do where nothing was found.
   * @param {string} typed
   */
  function nothing(typed) {
    const [who, number, digits] = window.handbookIndex.coordinator,
      ask = make("p", "", "Need help now? ");
    const tried = `Nothing found for “${typed}”. Try fewer words, or say what happened: “missed meeting”, “lost my phone”.`;
    ask.append(link("", "Get help now", addressOf("help-now/")));
    ask.append(`. Not sure about something? Ask your ${who || "coordinator"}`);
    if (digits) ask.append(": ", link("", number, `tel:${digits}`));
    ask.append(".");
    return [make("p", "", tried), ask];
  }

  /**
   * @param {Result} result
   * @param {(word: string) => boolean} isFound
   */
  function resultItem(result, isFound) {
    const element = make("li", "md-search-result__item"),
      reach = link("md-search-result__link", "", addressOf(result.address));
    reach.append(make("span", "hb-search-badge", window.handbookIndex.kinds[result.kind][0]));
    reach.append(marked("hb-search-title", result.title, isFound));
    if (result.section) reach.append(marked("hb-search-section", result.section, isFound));
    if (result.excerpt) reach.append(marked("hb-search-text", result.excerpt, isFound));
    element.append(reach);
    return element;
  }

  /** @param {number} count */
  function countInWords(count) {
    if (!count) return "No matching documents";
    return count === 1 ? "1 matching document" : `${count} matching documents`;
  }

  /** @param {Result[]} results */
  function countKinds(results) {
    /** @type {Map<number, number>} */
    const counts = new Map();
    results.forEach((result) => counts.set(result.kind, (counts.get(result.kind) || 0) + 1));
    return counts;
  }

  /**
   * Buttons that narrow results to a kind; the first, -1, shows all.
   * @param {number} all
   * @param {Map<number, number>} counts
   * @param {number} pressed
   * @param {(kind: number) => void} choose
   */
  function kindButtons(all, counts, pressed, choose) {
    const kinds = Array.from(counts).sort((one, other) => one[0] - other[0]);
    return [[-1, all], ...kinds].map(([kind, count]) => {
      const name = kind < 0 ? "All" : window.handbookIndex.kinds[kind][1],
        element = handbook.button("", `${name} (${count})`, () => choose(kind));
      element.setAttribute("aria-pressed", String(kind === pressed));
      return element;
    });
  }

  /** Keep what is looked for in the search page's own address.
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
   * What a box shows: results and everything above them.
   * @param {HTMLElement} root
   */
  function panel(root) {
    const list = the("ol", root),
      meta = the(".md-search-result__meta", root),
      urgent = the(".hb-search-urgent", root),
      kinds = the(".hb-search-kinds", root),
      none = the(".hb-search-none", root),
      told = the("[role=status]", root),
      hint = meta.textContent;
    let kind = -1,
      hush = 0;

    /**
     * @param {Shown} found
     * @param {number} chosen
     */
    function choose(found, chosen) {
      kind = chosen;
      show(found);
      const again = /** @type {HTMLElement | null} */ (kinds.querySelector("[aria-pressed=true]"));
      if (again) again.focus();
    }

    /** @param {Shown} found */
    function show(found) {
      const counts = countKinds(found.results);
      if (!counts.has(kind)) kind = -1;
      kinds.hidden = counts.size < 2;
      kinds.replaceChildren(...kindButtons(found.results.length, counts, kind, (chosen) => choose(found, chosen)));
      const shown = found.results.filter((result) => kind < 0 || result.kind === kind),
        words = countInWords(shown.length);
      list.replaceChildren(...shown.map((result) => resultItem(result, found.isFound)));
      if (found.urgent && !urgent.firstChild) urgent.append(...danger());
      urgent.hidden = !found.urgent;
      none.hidden = shown.length > 0;
      if (!shown.length) none.replaceChildren(...nothing(found.typed));
      meta.textContent = words;
      clearTimeout(hush);
      hush = window.setTimeout(() => {
        told.textContent = (found.urgent ? "Numbers to call now stand above the results. " : "") + words;
      }, HUSH);
    }

    function clear() {
      clearTimeout(hush);
      list.textContent = told.textContent = "";
      urgent.hidden = kinds.hidden = none.hidden = true;
      kind = -1;
      meta.textContent = hint;
    }

    return {
      show,
      clear,
      /** @param {string} words */
      say(words) {
        meta.textContent = words;
      },
      /** Where Enter leads: who to call, or the first result. */
      first() {
        /** @type {HTMLElement | null} */
        const found = (urgent.hidden ? list : urgent).querySelector("a");
        return { found, isUrgent: !urgent.hidden };
      },
    };
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
    const links = [input, ...every(".hb-search-urgent:not([hidden]) a, .md-search-result__link", root)],
      place = links.findIndex((each) => each === document.activeElement);
    if (place < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, place + step))].focus();
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
    const results = panel(root);
    let timer = 0,
      isShown = false;

    async function run() {
      const typed = input.value.trim();
      clearTimeout(timer);
      timer = 0;
      more.href = addressOf("search/") + (typed ? `?q=${encodeURIComponent(typed)}` : "");
      if (!typed) {
        isShown = false;
        results.clear();
        return;
      }
      let engine;
      try {
        engine = await load();
      } catch {
        results.say("Search could not be loaded. Try again when you are connected, or use the list from A to Z.");
        return;
      }
      if (input.value.trim() !== typed) return;
      const { stem } = engine,
        answer = engine.find(input.value),
        terms = new Set(answer.terms);
      isShown = true;
      results.show({ ...answer, typed, isFound: (word) => terms.has(stem(word)) });
      if (standsAlone) remember(typed);
    }

    async function submitted() {
      if (timer || !isShown) await run();
      const { found, isUrgent } = results.first();
      if (!found) return;
      if (isUrgent) found.focus();
      else if (standsAlone || matchMedia("(pointer: coarse)").matches) {
        input.blur();
      } // a phone's keyboard goes
      else found.click();
    }

    input.addEventListener("focus", () => {
      load().catch(() => {
        // told when something is typed
      });
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim()) results.say("Searching …");
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
    the("form", copy).setAttribute("aria-label", "Search on this page");
    the(".hb-search-urgent", copy).setAttribute("aria-label", "Help now, for what you searched");
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
