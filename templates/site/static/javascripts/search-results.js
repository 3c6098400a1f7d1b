/* What the search box shows: results, buttons that narrow them, who to call in danger, what to do where nothing is found. */
(function (handbook) {
  "use strict";

  const { the, make, link, placed, gettext, ngettext } = handbook;
  const HUSH = 700; /* milliseconds before a screen reader is told, so that it is told once */

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
      reach.append(make("strong", "", gettext("Call {number}", { number })), make("span", "", name));
      if (due) reach.append(make("span", "hb-search-due", due));
      item.append(reach);
      listed.append(item);
    });
    return listed;
  }

  /** @param {string} help the address of the page that has everyone */
  function danger(help) {
    return [
      make("p", "hb-search-danger", gettext("Is a life in danger? Call now. You do not have to be sure.")),
      calls(),
      link("hb-search-helplink", gettext("Help now: everyone you can call"), help),
    ];
  }

  /**
   * What to do where nothing was found.
   * @param {string} typed
   * @param {string} help the address of the page that has everyone to call
   */
  function nothing(typed, help) {
    const [coordinator, number, digits] = window.handbookIndex.coordinator,
      who = coordinator || gettext("coordinator"),
      ask = make("p");
    const tried = gettext(
      "Nothing found for “{typed}”. Try fewer words, or say what happened: “missed meeting”, “lost my phone”.",
      { typed },
    );
    ask.append(...placed(gettext("Need help now? {link}."), { link: link("", gettext("Get help now"), help) }), " ");
    ask.append(
      ...(digits
        ? placed(gettext("Not sure about something? Ask your {who}: {number}."), {
            who,
            number: link("", number, `tel:${digits}`),
          })
        : [gettext("Not sure about something? Ask your {who}.", { who })]),
    );
    return [make("p", "", tried), ask];
  }

  /**
   * @param {Result} result
   * @param {string} address
   * @param {(word: string) => boolean} isFound
   */
  function resultItem(result, address, isFound) {
    const element = make("li", "md-search-result__item"),
      reach = link("md-search-result__link", "", address);
    reach.append(make("span", "hb-search-badge", window.handbookIndex.kinds[result.kind][0]));
    reach.append(marked("hb-search-title", result.title, isFound));
    if (result.section) reach.append(marked("hb-search-section", result.section, isFound));
    if (result.excerpt) reach.append(marked("hb-search-text", result.excerpt, isFound));
    element.append(reach);
    return element;
  }

  /** @param {number} count */
  function countInWords(count) {
    return count
      ? ngettext("{n} matching document", "{n} matching documents", count)
      : gettext("No matching documents");
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
      const name = kind < 0 ? gettext("All") : window.handbookIndex.kinds[kind][1],
        element = handbook.button("", `${name} (${count})`, () => choose(kind));
      element.setAttribute("aria-pressed", String(kind === pressed));
      return element;
    });
  }

  /**
   * What a box shows: results and everything above them.
   * @param {HTMLElement} root
   * @param {(place: string) => string} addressOf gives the address of a place from this page
   */
  function searchResults(root, addressOf) {
    const list = the("ol", root),
      meta = the(".md-search-result__meta", root),
      urgent = the(".hb-search-urgent", root),
      kinds = the(".hb-search-kinds", root),
      none = the(".hb-search-none", root),
      told = the("[role=status]", root);
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
      list.replaceChildren(...shown.map((result) => resultItem(result, addressOf(result.address), found.isFound)));
      if (found.urgent && !urgent.firstChild) urgent.append(...danger(addressOf("help-now/")));
      urgent.hidden = !found.urgent;
      none.hidden = shown.length > 0;
      if (!shown.length) none.replaceChildren(...nothing(found.typed, addressOf("help-now/")));
      meta.textContent = words;
      clearTimeout(hush);
      hush = window.setTimeout(() => {
        const above = gettext("Numbers to call now stand above the results.");
        told.textContent = found.urgent ? `${above} ${words}` : words;
      }, HUSH);
    }

    function clear() {
      clearTimeout(hush);
      list.textContent = told.textContent = "";
      urgent.hidden = kinds.hidden = none.hidden = true;
      kind = -1;
    }

    return {
      show,
      clear,
      /** Where Enter leads: who to call, or the first result. */
      first() {
        /** @type {HTMLElement | null} */
        const found = (urgent.hidden ? list : urgent).querySelector("a");
        return { found, isUrgent: !urgent.hidden };
      },
    };
  }

  handbook.searchResults = searchResults;
})(window.handbook);
