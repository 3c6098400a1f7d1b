/* Reads search/index.js, which generator/site/search_index.py writes shortly, into tables that can be asked. */
(function (handbook) {
  "use strict";

  const { weights } = handbook;

  /**
   * Words or phrases: a capital says how many letters of the one before each begins with, A for none.
   * @param {string} packed
   */
  function listed(packed) {
    let last = "";
    return (packed.match(/[A-Z][^A-Z]*/g) || []).map((each) => {
      last = last.slice(0, each.charCodeAt(0) - 65) + each.slice(1);
      return last;
    });
  }

  /**
   * Rising numbers: each is its distance from the one before, with letters for digits, of which only the last is small.
   * @param {string} packed
   */
  function numbers(packed) {
    let last = 0;
    return (packed.match(/[A-Z]*[a-z]/g) || []).map((each) => {
      last += Array.from(each).reduce((step, letter) => step * 26 + (letter.charCodeAt(0) % 32) - 1, 0);
      return last;
    });
  }

  /** @param {string} title */
  function slug(title) {
    return title
      .toLowerCase()
      .replace(/['\u2019]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  }

  /**
   * The sections, with their columns put together. The first of each page has no anchor.
   * @param {SearchIndex["sections"]} columns
   * @returns {Section[]}
   */
  function rows([pages, kinds, ...texts]) {
    const [anchors, titles, openings] = texts.map((each) => each.split("\n"));
    return pages.map((page, place) => ({
      page,
      anchor: page === pages[place - 1] ? anchors[place] || slug(titles[place]) : "",
      title: titles[place],
      kind: kinds[place],
      opening: openings[place],
    }));
  }

  /**
   * @template K, V
   * @param {Map<K, V[]>} table
   * @param {K} key
   * @param {V} value
   */
  function add(table, key, value) {
    const found = table.get(key);
    if (found) found.push(value);
    else table.set(key, [value]);
  }

  /**
   * @param {SearchIndex} index
   * @returns {Book}
   */
  function emptyBook(index) {
    return {
      index,
      language: handbook.language(index.language),
      sections: rows(index.sections),
      text: new Map(),
      titles: new Map(),
      headings: new Map(),
      summaries: new Map(),
      stemOf: new Map(),
      sizes: [],
      firsts: [],
      pagesOf: new Map(),
      names: [],
      namesOf: new Map(),
      phrases: [],
      phrasesOf: new Map(),
      sayingsOf: new Map(),
      alike: new Map(),
      urgent: [],
      veiledUrgent: [],
    };
  }

  /**
   * @param {Book} book
   * @param {string} text
   */
  function stemsOf(book, text) {
    return book.language.telling(text).map(book.language.stem);
  }

  /** @param {Book} book */
  function readPages(book) {
    book.index.pages.forEach(([, title], number) => {
      book.sizes[number] = 0;
      stemsOf(book, title).forEach((word) => add(book.titles, word, number));
    });
    book.sections.forEach(({ page, anchor, title, opening }, place) => {
      book.sizes[page] += 1;
      if (anchor) stemsOf(book, title).forEach((word) => add(book.headings, word, place));
      else {
        book.firsts[page] = place;
        stemsOf(book, opening).forEach((word) => add(book.summaries, word, page));
      }
      book.names[place] = stemsOf(book, anchor ? title : book.index.pages[page][1]);
      book.names[place].forEach((word) => add(book.namesOf, word, place));
    });
  }

  /** @param {Book} book */
  function readWords(book) {
    book.index.words.forEach(([words, packed], ofPages) => {
      const places = packed.split(" ");
      listed(words).forEach((word, number) => {
        const base = book.language.stem(word);
        book.stemOf.set(word, base);
        numbers(places[number]).forEach((place) => add(book.text, base, ofPages ? book.firsts[place] : place));
      });
    });
  }

  /**
   * One phrase of a saying, as stems.
   * @param {Book} book
   * @param {string[]} stems
   * @param {number} saying
   * @param {string[]} meant
   */
  function readPhrase(book, stems, saying, meant) {
    if (stems.length === 1) meant.forEach((word) => add(book.alike, stems[0], word));
    stems.forEach((word) => {
      const counts = book.sayingsOf.get(word) || new Map();
      book.sayingsOf.set(word, counts.set(saying, (counts.get(saying) || 0) + 1));
      add(book.phrasesOf, word, book.phrases.length);
    });
    book.phrases.push({ stems, saying });
  }

  /** @param {Book} book */
  function readSayings(book) {
    const { language, stemOf } = book;
    book.index.sayings.forEach(([said, means, , isUrgent, hurtful = []], number) => {
      const meant = means.flatMap((words) => stemsOf(book, words));
      hurtful.forEach((words) => {
        const stems = words.split(" ").map((word) => `#${word}`);
        readPhrase(book, stems, number, meant);
        if (isUrgent) book.veiledUrgent.push(stems);
      });
      listed(said).forEach((phrase) => {
        const stems = stemsOf(book, phrase),
          tokens = language.tokens(phrase);
        readPhrase(book, stems, number, meant);
        stems.filter((word) => !stemOf.has(word)).forEach((word) => stemOf.set(word, word));
        tokens.filter((word) => !stemOf.has(word)).forEach((word) => stemOf.set(word, language.stem(word)));
        if (isUrgent) book.urgent.push(tokens.map(language.stem));
      });
    });
  }

  /** @param {Book} book */
  function countPages(book) {
    /** @type {Map<string, Set<number>>} */
    const seen = new Map();
    /** @type {(word: string, pages: number[]) => void} */
    const count = (word, pages) => {
      const known = seen.get(word) || new Set();
      pages.forEach((page) => known.add(page));
      seen.set(word, known);
    };
    [book.text, book.headings].forEach((table) =>
      table.forEach((places, word) =>
        count(
          word,
          places.map((place) => book.sections[place].page),
        ),
      ),
    );
    book.titles.forEach((pages, word) => count(word, pages));
    seen.forEach((pages, word) => book.pagesOf.set(word, pages.size));
    listed(book.index.common).forEach((word) => {
      const base = book.language.stem(word);
      book.stemOf.set(word, base);
      book.pagesOf.set(base, book.index.pages.length * weights.common);
    });
  }

  /**
   * @param {SearchIndex} index
   * @returns {Book}
   */
  function readIndex(index) {
    const book = emptyBook(index);
    readPages(book);
    readWords(book);
    readSayings(book);
    countPages(book);
    return book;
  }

  handbook.readIndex = readIndex;
  handbook.packed = { listed, numbers, slug };
})(window.handbook);
