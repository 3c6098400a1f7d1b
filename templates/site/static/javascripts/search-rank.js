/* Finds the pages that answer what somebody typed. Knows the index and language, and nothing of pages or browsers.

   handbook.search(index).find("gave me her number") gives {results, urgent, terms}. How it ranks:
   1. Words: each word typed, its other forms, words that mean the same, and near misses of spelling, in titles,
      headings, summaries and text. Rare words count for more.
   2. Sayings: how much of what was typed is like something people say (content/national/synonyms.yml) for a page.
      Several that are somewhat like it add up: nobody says a thing twice in the same words.
   What each is worth stands in search-weights.js; what was typed is understood in search-asked.js. */
(function (handbook) {
  "use strict";

  const { weights, question, veiled } = handbook;

  /**
   * @template K
   * @param {Map<K, number>} table
   * @param {K} key
   * @param {number} more
   */
  function raise(table, key, more) {
    table.set(key, (table.get(key) || 0) + more);
  }

  /**
   * @template K
   * @param {Map<K, number>} table
   * @param {K} key
   * @param {number} least
   */
  function raiseTo(table, key, least) {
    table.set(key, Math.max(table.get(key) || 0, least));
  }

  /** @param {Term[]} terms */
  function wholeOf(terms) {
    return terms.reduce((sum, term) => sum + term.weight, 0);
  }

  /**
   * The words typed that each of some texts has: for the text, by the word's position, how far and by which stem.
   * @param {Term[]} terms
   * @param {Map<string, number[]>} places the texts that each stem stands in
   */
  function matches(terms, places) {
    /** @type {Map<number, Map<number, [number, string]>>} */
    const matched = new Map();
    terms.forEach((term, position) => {
      term.forms.forEach((share, form) => {
        (places.get(form) || []).forEach((number) => {
          const hits = matched.get(number) || new Map(),
            hit = hits.get(position);
          if (!hit || hit[0] < share) hits.set(position, [share, form]);
          matched.set(number, hits);
        });
      });
    });
    return matched;
  }

  /**
   * How like each of some texts is to what was typed, from 0 to 1.
   * @param {Book} book
   * @param {Term[]} terms
   * @param {Map<string, number[]>} places the texts that each stem stands in
   * @param {(text: number) => string[]} stemsOf
   */
  function likeness(book, terms, places, stemsOf) {
    const whole = wholeOf(terms);
    /** @type {Map<number, number>} */
    const alike = new Map();
    matches(terms, places).forEach((hits, number) => {
      let got = 0;
      const had = new Set();
      hits.forEach(([share, form], position) => {
        got += share * Math.min(terms[position].weight, question.weightOf(book, form) + weights.tolerance);
        had.add(form);
      });
      const surplus = stemsOf(number).reduce(
        (sum, word) => sum + (had.has(word) ? 0 : question.weightOf(book, word)),
        0,
      );
      alike.set(number, got / (got + weights.surplus * surplus + Math.max(0, whole - got)));
    });
    return alike;
  }

  /**
   * How much of what was typed each saying has among its words, from 0 to 1.
   * @param {Book} book
   * @param {Term[]} terms
   */
  function sharedWords(book, terms) {
    const whole = wholeOf(terms);
    /** @type {Map<number, number>} */
    const shared = new Map();
    terms.forEach((term) => {
      /** @type {Map<number, number>} */
      const here = new Map();
      term.forms.forEach((share, form) => {
        const counts = book.sayingsOf.get(form);
        if (!counts) return;
        const tells = Math.log(1 + book.index.sayings.length / (1 + counts.size));
        const worth = share * Math.min(term.weight, weights.bagTells * tells);
        counts.forEach((count, saying) => raiseTo(here, saying, (worth * count) / (count + weights.bagHalf)));
      });
      here.forEach((worth, saying) => raise(shared, saying, worth / whole));
    });
    return shared;
  }

  /**
   * How like each saying is to what was typed: the best of its phrases, and all its words.
   * @param {Book} book
   * @param {Term[]} terms
   */
  function sayingsLike(book, terms) {
    /** @type {Map<number, number>} */
    const best = new Map();
    likeness(book, terms, book.phrasesOf, (number) => book.phrases[number].stems).forEach((alike, number) =>
      raiseTo(best, book.phrases[number].saying, alike),
    );
    sharedWords(book, terms).forEach((shared, saying) =>
      best.set(saying, weights.phrase * (best.get(saying) || 0) + weights.bag * shared),
    );
    return best;
  }

  /**
   * What one stem is worth on each page that has it.
   * @param {Book} book
   * @param {string} form
   * @param {number} share
   */
  function worthOnPages(book, form, share) {
    const usual = book.sections.length / book.index.pages.length;
    /** @type {Map<number, number>} */
    const worth = new Map(),
      counts = new Map();
    /** @type {(table: Map<string, number[]>) => number[]} */
    const placesIn = (table) => table.get(form) || [];
    placesIn(book.text).forEach((place) => raise(counts, book.sections[place].page, 1));
    counts.forEach((count, page) => {
      const half = weights.half + (weights.halfByLength * book.sizes[page]) / usual;
      raise(worth, page, share * ((weights.text * count) / (count + half)));
    });
    placesIn(book.summaries).forEach((page) => raise(worth, page, share * weights.summary));
    placesIn(book.titles).forEach((page) => raise(worth, page, share * weights.title));
    new Set(placesIn(book.headings).map((place) => book.sections[place].page)).forEach((page) =>
      raise(worth, page, share * weights.heading),
    );
    return worth;
  }

  /**
   * What the words typed are worth on each page, and in each section.
   * @param {Book} book
   * @param {Term[]} terms
   */
  function wordsFound(book, terms) {
    const whole = wholeOf(terms) || 1;
    /** @type {Score[]} */
    const pages = book.index.pages.map(() => ({ words: 0, met: 0, sayings: 0, name: 0 }));
    /** @type {Map<number, number>} */
    const sections = new Map();
    terms.forEach((term) => {
      /** @type {Map<number, number>} */
      const best = new Map();
      term.forms.forEach((share, form) => {
        const worth = share * term.weight;
        (book.text.get(form) || []).forEach((place) => raise(sections, place, worth));
        (book.headings.get(form) || []).forEach((place) => raise(sections, place, weights.inHeading * worth));
        worthOnPages(book, form, share).forEach((here, page) => raiseTo(best, page, here));
      });
      best.forEach((worth, page) => {
        pages[page].words += (worth * term.weight) / whole;
        pages[page].met += (Math.min(1, worth) * term.weight) / whole;
      });
    });
    return { pages, sections, whole };
  }

  /**
   * Give each page what the sayings that lead to it are worth, and say to which place on it the best of them leads.
   * @param {Book} book
   * @param {Score[]} pages
   * @param {Map<number, number>} like how like each saying is to what was typed
   */
  function countSayings(book, pages, like) {
    /** @type {Map<number, Anchor & {worth: number}>} */
    const anchors = new Map();
    book.index.sayings.forEach(([, , places], number) => {
      const alike = like.get(number);
      if (alike === undefined) return;
      const had = new Set();
      places.forEach((place, order) => {
        const { page, anchor } = book.sections[place],
          worth = (weights.saying * alike ** weights.sayingPower) / (1 + weights.sayingNext * order),
          before = anchors.get(page);
        if (!had.has(page)) pages[page].sayings += worth ** weights.sayingNorm;
        had.add(page);
        if (anchor && (!before || worth > before.worth)) anchors.set(page, { place, alike, worth });
      });
    });
    pages.forEach((page) => {
      page.sayings **= 1 / weights.sayingNorm;
    });
    return anchors;
  }

  /**
   * Give each page what its title or its best heading is worth as a name for what was typed.
   * @param {Book} book
   * @param {Score[]} pages
   * @param {Term[]} terms
   * @param {Map<number, Anchor>} anchors
   */
  function countNames(book, pages, terms, anchors) {
    const called = likeness(book, terms, book.namesOf, (place) => book.names[place]);
    book.sections.forEach(({ page, anchor }, place) => {
      const alike = called.get(place) || 0,
        worth = weights.name * alike * alike * (alike > weights.exactAt ? weights.exactName : 1);
      if (worth <= pages[page].name) return;
      pages[page].name = worth;
      if (anchor && worth > pages[page].sayings) anchors.set(page, { place, alike });
    });
  }

  /**
   * The section of each page that has most of what was typed.
   * @param {Book} book
   * @param {Map<number, number>} worth
   */
  function bestSections(book, worth) {
    /** @type {Map<number, number>} */
    const best = new Map();
    book.sections.forEach(({ page }, place) => {
      const here = worth.get(place),
        before = best.get(page);
      if (here !== undefined && (before === undefined || here > (worth.get(before) || 0))) best.set(page, place);
    });
    return best;
  }

  /**
   * Every page that has something of what was typed, the best first, each with its best section.
   * @param {Book} book
   * @param {Term[]} terms
   * @param {Map<number, number>} like how like each saying is to what was typed
   * @param {Set<number>} kinds
   * @param {string} typed
   * @returns {Hit[]}
   */
  function ranked(book, terms, like, kinds, typed) {
    const found = wordsFound(book, terms),
      anchors = countSayings(book, found.pages, like),
      own = new Set(book.index.own),
      best = bestSections(book, found.sections);
    countNames(book, found.pages, terms, anchors);
    const hits = found.pages.map((score, page) => {
      const section = best.get(page),
        there = section === undefined ? 0 : found.sections.get(section) || 0,
        together = Math.min(1, there / found.whole / weights.togetherAt),
        anchor = anchors.get(page);
      let worth = score.words * (weights.someWords + weights.everyWord * score.met);
      worth += weights.together * together * together + score.sayings + score.name;
      if (kinds.has(book.index.pages[page][2])) worth *= weights.kindNamed;
      if (own.has(page)) worth *= weights.own;
      const isWhole = (!anchor || anchor.alike < 1) && question.isInTitle(book, typed, page),
        isMeant = anchor && anchor.alike > weights.anchorAt,
        place = isMeant ? anchor.place : section;
      return { page, place: isWhole || place === undefined ? book.firsts[page] : place, worth, isWhole };
    });
    return hits
      .filter((hit) => hit.worth > weights.least)
      .sort((one, other) => other.worth - one.worth || one.page - other.page);
  }

  /**
   * Words of sayings that are like what was typed, which the line that answers may have instead.
   * @param {Book} book
   * @param {Term[]} terms
   * @param {Map<number, number>} like how like each saying is to what was typed
   */
  function hintsOf(book, terms, like) {
    const known = new Set(terms.flatMap(({ forms }) => Array.from(forms.keys())));
    const heard = Array.from(like)
      .filter(([, alike]) => alike > weights.hintAt)
      .sort((one, other) => other[1] - one[1])
      .slice(0, weights.hints);
    /** @type {Map<string, number>} */
    const hints = new Map();
    heard.forEach(([number, alike]) => {
      const phrases = book.phrases.filter(({ saying }) => saying === number).flatMap(({ stems }) => stems),
        means = book.index.sayings[number][1].flatMap((words) => book.language.telling(words).map(book.language.stem));
      [...phrases, ...means].forEach((stem) => {
        if (!known.has(stem)) raiseTo(hints, stem, alike * question.weightOf(book, stem));
      });
    });
    const told = Array.from(hints).sort((one, other) => other[1] - one[1]);
    return new Map(told.slice(0, weights.hintWords));
  }

  /**
   * @param {Book} book
   * @param {Hit} hit
   * @returns {Result}
   */
  function shown({ index, sections, firsts, sizes }, { page, place, worth, isWhole }) {
    const { anchor, title, kind, opening } = sections[place],
      [address, name, , number = ""] = index.pages[page];
    return {
      address: address + (anchor ? `#${anchor}` : ""),
      title: name,
      number,
      section: anchor ? title : "",
      kind,
      excerpt: opening,
      score: worth,
      page: address,
      at: anchor || isWhole ? place - firsts[page] : -1,
      sections: sections.slice(firsts[page], firsts[page] + sizes[page]),
    };
  }

  /**
   * @param {SearchIndex} index
   * @returns {Search}
   */
  function search(index) {
    const book = handbook.readIndex(index);

    /**
     * @param {string} typed
     * @returns {Answer}
     */
    function find(typed) {
      const terms = question.asked(book, typed),
        like = sayingsLike(book, terms),
        said = question.heard(book, typed),
        kinds = question.kindsNamed(book, typed, said),
        hits = ranked(book, terms, like, kinds, typed),
        least = hits.length ? hits[0].worth * weights.fewest : 0,
        numbered = question.numbered(book, typed),
        urgent =
          book.urgent.some((phrase) => question.isSaid(phrase, said)) ||
          book.veiledUrgent.some((phrase) => question.isSaid(phrase, said.map(veiled)));
      const first = numbered.pages.map((page) => {
        const place = book.firsts[page];
        return { page, place, worth: least + weights.numbered, isWhole: numbered.isAll };
      });
      const others = hits.filter((hit) => hit.worth >= least && !numbered.pages.includes(hit.page));
      return {
        urgent,
        isOfDocument: question.isOfDocument(book, typed, urgent),
        asksWhom: kinds.has(index.contact),
        asksNumber: new RegExp(index.language.asks_number).test(book.language.folded(typed)),
        asksLimit: first.length > 0 && new RegExp(index.language.asks_limit).test(book.language.folded(typed)),
        terms: terms.flatMap((term) => Array.from(term.forms.keys())),
        wanted: terms,
        hints: hintsOf(book, terms, like),
        results: [...first, ...others].map((hit) => shown(book, hit)),
      };
    }

    return { find, language: book.language };
  }

  handbook.search = search;
})(window.handbook);
