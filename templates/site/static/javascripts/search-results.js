/* What the search box shows: results, buttons that narrow them, who to call in danger, what to do where nothing is found. */
(function (handbook) {
  "use strict";

  const { the, make, link, placed, gettext, ngettext } = handbook;
  const NUMBERS = 2; /* numbers to call that one result shows */
  const TOGETHER = 6; /* sections of a page whose lines stand in one script: search_index.py writes as many */
  const HUSH = 700; /* milliseconds before a screen reader is told, so that it is told once */

  /**
   * A text with the words that were found marked.
   * @param {string} className
   * @param {string} text
   * @param {(part: string) => boolean} isFound
   */
  function marked(className, text, isFound) {
    const element = make("span", className);
    text.split(/(\s+)/).forEach((part) => element.append(isFound(part) ? make("mark", "", part) : part));
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
   * Who can be called, where nobody said that there is danger.
   * @param {string} help the address of the page that has everyone
   */
  function whom(help) {
    const [coordinator, number, digits] = window.handbookIndex.coordinator,
      [night, nightNumber, nightDigits, hours] = window.handbookIndex.out_of_hours,
      ask = make("p");
    if (digits) {
      const reach = link("", number, `tel:${digits}`);
      ask.append(
        ...placed(gettext("By day, at work, your {who}: {number}."), { who: coordinator, number: reach }),
        " ",
      );
    }
    if (nightDigits) {
      const reach = link("", nightNumber, `tel:${nightDigits}`),
        sentence = hours
          ? gettext("Out of hours, after the ward or the crisis line, your {who}: {number} ({hours}).")
          : gettext("Out of hours, after the ward or the crisis line, your {who}: {number}.");
      ask.append(...placed(sentence, { who: night, number: reach, hours }));
    }
    return [
      make("p", "hb-search-danger", gettext("Numbers to call")),
      calls(),
      ...(ask.childNodes.length ? [ask] : []),
      link("hb-search-helplink", gettext("Help now: everyone you can call"), help),
    ];
  }

  /**
   * Who to call, as one line that opens, where a document is looked for.
   * @param {boolean} isUrgent
   * @param {HTMLElement[]} inside
   */
  function folded(isUrgent, inside) {
    const element = make("details"),
      words = isUrgent ? gettext("Is a life in danger? Numbers to call") : gettext("Numbers to call");
    element.append(make("summary", "", words), ...inside);
    return [element];
  }

  /**
   * Show who to call, where that is asked or somebody is in danger; say whether it is one line that opens.
   * @param {HTMLElement} box
   * @param {Shown} found
   * @param {(place: string) => string} addressOf
   */
  function showCalls(box, found, addressOf) {
    const help = addressOf("help-now/"),
      isFolded = found.isOfDocument;
    box.hidden = !found.urgent && !found.asksWhom;
    box.classList.toggle("hb-search-calm", !found.urgent);
    box.classList.toggle("hb-search-folded", isFolded);
    if (box.hidden) return false;
    const inside = found.urgent ? danger(help) : whom(help);
    box.replaceChildren(...(isFolded ? folded(found.urgent, inside) : inside));
    return isFolded;
  }

  /**
   * What to do where nothing was found.
   * @param {string} typed
   * @param {(place: string) => string} addressOf
   */
  function nothing(typed, addressOf) {
    const help = addressOf("help-now/");
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
    const report = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".hb-report a")),
      tell = make("p");
    if (report) tell.append(link("", gettext("Tell us what you looked for, so that we can add it."), report.href));
    return [make("p", "", tried), ask, make("p", "", gettext("Or look here:")), ways(addressOf), tell];
  }

  /**
   * Pages that lead on.
   * @param {(place: string) => string} addressOf
   */
  function ways(addressOf) {
    const listed = make("ul", "hb-search-ways");
    [...window.handbookIndex.ways, [gettext("Everything from A to Z"), "search/#a-to-z"]].forEach(([title, url]) => {
      const item = make("li");
      item.append(link("", title, addressOf(url)));
      listed.append(item);
    });
    return listed;
  }

  /**
   * @param {Result} result
   * @param {string} address
   * @param {(word: string) => boolean} isFound
   */
  function resultItem(result, address, isFound) {
    const element = make("li", "md-search-result__item"),
      reach = link("md-search-result__link", "", address);
    const [kind, , icon] = window.handbookIndex.kinds[result.kind],
      badge = make("span", "hb-search-badge", kind);
    badge.prepend(make("span", `hb-sign hb-sign-${icon}`));
    reach.append(badge);
    const title = result.number ? `${result.number} ${result.title}` : result.title;
    reach.append(marked("hb-search-title", title, isFound));
    if (result.section) reach.append(marked("hb-search-section", result.section, isFound));
    if (result.excerpt) reach.append(marked("hb-search-text", result.excerpt, isFound));
    element.append(reach);
    return element;
  }

  /**
   * What is marked in a line: words typed or, where it has none of them, those of what people say for it.
   * @param {string} text
   * @param {Shown} found
   */
  function isFoundIn(text, { isFound, hints, language }) {
    /** @type {(part: string) => boolean} */
    const isHint = (part) => language.tokens(part).some((word) => hints.has(language.stem(word)));
    return text.split(/\s+/).some(isFound) ? isFound : isHint;
  }

  /**
   * The line that answers, of the section that a result leads to, or of all of its page.
   * @param {Result} result
   * @param {Shown} found
   * @param {LinesOf} linesOf
   */
  async function lineFor({ page, at, sections }, found, linesOf) {
    const first = at < 0 ? 0 : Math.floor(at / TOGETHER),
      last = at < 0 ? Math.ceil(sections.length / TOGETHER) - 1 : first,
      start = first * TOGETHER;
    const scripts = Array.from({ length: last - first + 1 }, (_, number) => linesOf(page, first + number));
    const lines = (await Promise.all(scripts)).flat(),
      titles = sections.slice(start).map(({ title }) => title),
      { text, section } = handbook.lineOf(lines, titles, at < 0 ? at : at - start, found);
    return { text, place: sections[start + section], calls: (lines[section] || [])[1] || [] };
  }

  /**
   * Put into a result the line that answers, where it leads, and whom to call by it.
   * @param {HTMLElement} element
   * @param {Result} result
   * @param {Shown} found
   * @param {{text: string, place: Section, calls: [string, string][]}} line
   * @param {(place: string) => string} addressOf
   */
  function answer(element, { page, at }, found, { text, place, calls: given }, addressOf) {
    /** @type {HTMLAnchorElement} */
    const reach = the("a", element),
      before = reach.querySelector(".hb-search-text");
    if (before) before.remove();
    if (at < 0 && place.anchor) {
      reach.href = addressOf(`${page}#${place.anchor}`);
      reach.append(marked("hb-search-section", place.title, found.isFound));
    }
    reach.append(marked("hb-search-text", text, isFoundIn(text, found)));
    element.append(...numbers(given, text, place.kind === window.handbookIndex.contact));
  }

  /**
   * The numbers that an answer gives, each to be called with a tap.
   * @param {[string, string][]} given
   * @param {string} text
   * @param {boolean} isContact whether the section is somebody to call, whatever its line says
   */
  function numbers(given, text, isContact) {
    const said = text.replace(/\u00a0/g, " "),
      shown = isContact ? given : given.filter(([number]) => said.includes(number.replace(/\u00a0/g, " ")));
    return shown
      .slice(0, NUMBERS)
      .map(([number, digits]) => link("hb-search-call", gettext("Call {number}", { number }), `tel:${digits}`));
  }

  /**
   * Gives each result of a list its line as soon as somebody can see it, and not before: a page's lines are a file.
   * @param {HTMLElement} list
   * @param {(place: string) => string} addressOf
   * @param {LinesOf} linesOf
   */
  function lineFiller(list, addressOf, linesOf) {
    /** @type {Map<Element, () => void>} */
    const waiting = new Map();
    const seen = new IntersectionObserver((entries) => {
      entries
        .filter(({ isIntersecting }) => isIntersecting)
        .forEach(({ target }) => {
          seen.unobserve(target);
          const act = waiting.get(target);
          if (act) act();
        });
    });

    function forget() {
      seen.disconnect();
      waiting.clear();
    }

    /**
     * @param {Result[]} shown
     * @param {Shown} found
     */
    function fill(shown, found) {
      forget();
      shown.forEach((result, number) => {
        const element = /** @type {HTMLElement} */ (list.children[number]);
        waiting.set(element, async () => {
          const line = await lineFor(result, found, linesOf).catch(() => null);
          if (line && line.text && element.isConnected) answer(element, result, found, line, addressOf);
        });
        seen.observe(element);
      });
    }

    return { fill, forget };
  }

  /**
   * @param {number} shown how many can be seen
   * @param {number} all
   */
  function countInWords(shown, all) {
    if (!all) return gettext("No matching documents");
    return shown < all
      ? gettext("The {n} best of {all} matching documents", { n: shown, all })
      : ngettext("{n} matching document", "{n} matching documents", all);
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
   * @param {LinesOf} linesOf gives what a page says
   */
  function searchResults(root, addressOf, linesOf) {
    const list = the("ol", root),
      meta = the(".md-search-result__meta", root),
      urgent = the(".hb-search-urgent", root),
      kinds = the(".hb-search-kinds", root),
      none = the(".hb-search-none", root),
      told = the("[role=status]", root),
      lines = lineFiller(list, addressOf, linesOf);
    let kind = -1,
      isFolded = false,
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
      const all = found.results.filter((result) => kind < 0 || result.kind === kind),
        shown = all.slice(0, handbook.weights.most),
        words = countInWords(shown.length, all.length);
      list.replaceChildren(...shown.map((result) => resultItem(result, addressOf(result.address), found.isFound)));
      lines.fill(shown, found);
      isFolded = showCalls(urgent, found, addressOf);
      none.hidden = shown.length > 0;
      if (!shown.length) none.replaceChildren(...nothing(found.typed, addressOf));
      meta.textContent = words;
      clearTimeout(hush);
      hush = window.setTimeout(() => {
        const above = gettext("Numbers to call now stand above the results.");
        told.textContent = !urgent.hidden ? `${above} ${words}` : words;
      }, HUSH);
    }

    function clear() {
      clearTimeout(hush);
      lines.forget();
      list.textContent = told.textContent = "";
      urgent.hidden = kinds.hidden = none.hidden = true;
      kind = -1;
    }

    return {
      show,
      clear,
      /** Where Enter leads: who to call, or the first result. */
      first() {
        const isUrgent = !urgent.hidden && !isFolded;
        /** @type {HTMLElement | null} */
        const found = (isUrgent ? urgent : list).querySelector("a");
        return { found, isUrgent };
      },
    };
  }

  handbook.searchResults = searchResults;
})(window.handbook);
