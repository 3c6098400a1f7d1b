/* Words as the search sees them: in small letters, without those that tell nothing, cut to what their forms share.
   generator/text/stems.py does the same; the words that both know stand in generator/text/searching/en.toml. */
(function (handbook) {
  "use strict";

  const SHORT = 4,
    LONG = 5,
    LONGER = 6; /* lengths of words that decide which endings are cut */

  /**
   * A stem as the index holds it where the word hurts and is not to be read there: FNV-1a, which needs no secure page.
   * @param {string} word
   */
  function veiled(word) {
    let code = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) code = Math.imul(code ^ word.charCodeAt(at), 0x01000193);
    return `#${(code >>> 0).toString(36)}`;
  }

  /**
   * The part of an English word that its forms share, by rule: calls, called and calling are one.
   * @param {string} word
   */
  function cut(word) {
    if (word.length < SHORT || /[0-9]/.test(word)) return word;
    let base = word
      .replace(/ies$|ied$/, "y")
      .replace(/(ss|sh|ch|x|z)es$/, "$1")
      .replace(/([^su])s$/, "$1");
    if (base.length > LONGER) base = base.replace(/(ness|ment|ity|fully|ful)$/, "");
    if (base.length > LONG) base = base.replace(/ly$/, "");
    const bare = base.replace(/(ing|ed)$/, "");
    if (bare !== base && bare.length >= SHORT - 1 && /[aeiouy]/.test(bare)) {
      base = bare.replace(/([bdfgmnprt])\1$/, "$1");
    }
    return base.length >= SHORT ? base.replace(/e$/, "").replace(/y$/, "i") : base;
  }

  /**
   * What cuts words as the index wants them.
   * @param {KnownWords} known
   * @returns {Language}
   */
  function language(known) {
    const stop = new Set(known.stop.split(" ").filter(Boolean)),
      haveTo = new RegExp(known.have_to, "g"),
      joined = new RegExp(known.joined, "g");
    /** @type {Map<string, string>} */
    const forms = new Map();
    Object.entries(known.forms).forEach(([word, listed]) => listed.split(" ").forEach((form) => forms.set(form, word)));

    /** @param {string} text */
    function folded(text) {
      return text
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[\u0300-\u036f]/g, "")
        .replace(/[’'`]/g, "")
        .replace(joined, "$1");
    }

    /** @param {string} text */
    function tokens(text) {
      /** @type {string[]} */
      const none = [];
      const kept = folded(text).replace(haveTo, (said, asks) => (asks ? said : "haveto"));
      return kept.match(/[\p{L}\p{N}]+/gu) || none;
    }

    /** @param {string} text */
    function telling(text) {
      const all = tokens(text),
        kept = all.filter((word) => !stop.has(word));
      return kept.length ? kept : all;
    }

    /** @param {string} word */
    function stem(word) {
      if (!known.cuts) return forms.get(word) || word;
      return cut(forms.get(word) || forms.get(word.replace(/s$/, "")) || word);
    }

    return {
      folded,
      tokens,
      telling,
      stem,
      tellsNothing: (word) => stop.has(word),
      isForm: (word) => forms.has(word),
    };
  }

  handbook.language = language;
  handbook.veiled = veiled;
})(window.handbook);
