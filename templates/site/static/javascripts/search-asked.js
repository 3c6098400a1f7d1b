/* What somebody typed: which words of the index it means, which kind of page it names, and whose number it is. */
(function (handbook) {
  "use strict";

  const { weights, veiled } = handbook;
  const NEAREST = 3; /* words taken for one that is misspelt or unknown */
  const BEGUN = 25; /* words taken for one that is not typed to its end */
  const LETTERS = 5; /* the least that a word must have to be taken for misspelt */
  const LONG = 8; /* letters of a word whose own form, not its root alone, is compared; longer ones may have two slips */
  const PART = 4; /* the least letters of each part of a word that is two */
  const PARTS = 6; /* the most parts of a number: top up day 1 */

  /**
   * Whether the index has a stem anywhere.
   * @param {Book} book
   * @param {string} word
   */
  function isKnown(book, word) {
    return book.pagesOf.has(word) || book.phrasesOf.has(word) || book.alike.has(word);
  }

  /**
   * How much a stem tells if so many pages of the book have it: little if most do, much if it is rare.
   * @param {Book} book
   * @param {number} often
   */
  function tells(book, often) {
    return Math.log(1 + book.index.pages.length / (1 + often));
  }

  /**
   * How much a stem tells.
   * @param {Book} book
   * @param {string} word
   */
  function weightOf(book, word) {
    const said = (book.phrasesOf.get(word) || []).length * weights.said;
    return tells(book, Math.max(book.pagesOf.get(word) || 0, Math.min(weights.saidMost, said)));
  }

  /**
   * How many letters must be put in, left out, changed or swapped to make one word of another; at most `most` + 1.
   * @param {string} one
   * @param {string} other
   * @param {number} most
   */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i += 1) {
      const now = [i];
      for (let j = 1; j <= other.length; j += 1) {
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        const areSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (areSwapped) now[j] = Math.min(now[j], before[j - 2] + 1);
      }
      if (Math.min(...now) > most) return most + 1;
      before = last;
      last = now;
    }
    return last[other.length];
  }

  /**
   * Whether a short word is another with two letters swapped.
   * @param {string} one
   * @param {string} other
   */
  function isSwapped(one, other) {
    if (one.length !== LETTERS - 1 || one === other || one.length !== other.length) return false;
    return distance(one, other, 1) === 1 && Array.from(one).sort().join() === Array.from(other).sort().join();
  }

  /**
   * How many slips lie between a word that was typed and one of the index; none counts if there are too many.
   * @param {string} word
   * @param {string} base its stem
   * @param {string} other
   * @param {string} root the other's stem
   */
  function slips(word, base, other, root) {
    const most = word.length > LONG ? 2 : 1;
    let far = most + 1,
      more = 0;
    if ((word.length >= LONG || root.length < LETTERS) && Math.min(word.length, other.length) >= LETTERS) {
      far = distance(word, other, most);
    }
    if (far > most && Math.min(base.length, root.length) >= LETTERS) {
      far = distance(base, root, most);
      more = weights.byRoot;
    }
    if (isSwapped(word, other)) far = 1;
    if (far > most) return Infinity;
    return far + more + (other[0] === word[0] ? 0 : weights.otherLetter);
  }

  /**
   * Known words that a word may be a slip for, the nearest first.
   * @param {Book} book
   * @param {string} word
   * @returns {Found[]}
   */
  function misspelt(book, word) {
    const base = book.language.stem(word);
    /** @type {Found[]} */
    const near = [];
    book.stemOf.forEach((root, other) => {
      const far = slips(word, base, other, root);
      if (far < Infinity) near.push([root, far]);
    });
    near.sort((one, other) => one[1] - other[1] || weightOf(book, one[0]) - weightOf(book, other[0]));
    return near
      .slice(0, NEAREST)
      .map(([root, far]) => [root, weights.misspelt / (1 + (far > 1 ? weights.farther : 0))]);
  }

  /**
   * Known words of the same root as an unknown one: ratification finds ratified.
   * @param {Book} book
   * @param {string} base
   * @returns {Found[]}
   */
  function related(book, base) {
    /** @type {Map<string, number>} */
    const shared = new Map();
    book.stemOf.forEach((root) => {
      let same = 0;
      while (same < base.length && base[same] === root[same]) same += 1;
      if (same >= LETTERS && (same >= root.length - 1 || same >= 0.6 * base.length)) shared.set(root, same);
    });
    return Array.from(shared)
      .sort((one, other) => other[1] - one[1] || one[0].length - other[0].length)
      .slice(0, NEAREST)
      .map(([root]) => [root, weights.begun]);
  }

  /**
   * Known words that begin with what was typed.
   * @param {Book} book
   * @param {string} word
   * @returns {Found[]}
   */
  function begun(book, word) {
    /** @type {Set<string>} */
    const found = new Set();
    book.stemOf.forEach((root, other) => {
      if (other !== word && other.startsWith(word)) found.add(root);
    });
    return Array.from(found)
      .slice(0, BEGUN)
      .map((root) => [root, weights.begun]);
  }

  /**
   * A word that pages write as two, as those two: roleplay, 72hr, checkin.
   * @param {Book} book
   * @param {string} word
   */
  function cutInTwo(book, word) {
    const { language, pagesOf, index } = book;
    /** @type {(part: string) => boolean} */
    const stands = (part) => pagesOf.has(language.stem(part));
    const short = new RegExp(index.language.run_together);
    if (isKnown(book, language.stem(word)) || language.tellsNothing(word) || language.isForm(word)) return word;
    if (short.test(word) && stands(word.replace(short, "$1$4"))) return word.replace(short, "$1$3 $2$4");
    const counted = word.replace(/^([0-9]+)([a-z]{2,})$|^([a-z]{3,})([0-9]+)$/, "$1$3 $2$4");
    if (counted !== word) return counted;
    for (let cut = PART; cut <= word.length - PART; cut += 1) {
      if (stands(word.slice(0, cut)) && stands(word.slice(cut))) return `${word.slice(0, cut)} ${word.slice(cut)}`;
    }
    return word;
  }

  /**
   * Whether pages write two words as one: safe guarding.
   * @param {Book} book
   * @param {string} one
   * @param {string} [next]
   */
  function isOne({ language, pagesOf }, one, next) {
    if (next === undefined || language.tellsNothing(one) || language.tellsNothing(next)) return false;
    const both = one + next;
    return (
      (both.length > 6 || one.length < 3) /* or too much would be joined */ &&
      /^[a-z]/.test(both) &&
      pagesOf.has(language.stem(both))
    );
  }

  /**
   * Words as the pages write them: joined, and unless they may only be joined, cut in two.
   * @param {Book} book
   * @param {string[]} all
   * @param {boolean} [onlyJoined]
   */
  function asWritten(book, all, onlyJoined) {
    const made = [];
    for (let at = 0; at < all.length; at += 1) {
      if (isOne(book, all[at], all[at + 1])) {
        made.push(all[at] + all[at + 1]);
        at += 1;
      } else made.push(onlyJoined ? all[at] : cutInTwo(book, all[at]));
    }
    return made;
  }

  /**
   * The stems that a word means, each with how far it stands for it.
   * @param {Book} book
   * @param {string} word
   * @param {boolean} isUnfinished
   * @returns {Found[]}
   */
  function meantBy(book, word, isUnfinished) {
    const base = book.language.stem(word),
      veil = veiled(base),
      isPlain = isKnown(book, base),
      isVeiled = isKnown(book, veil);
    /** @type {Found[]} */
    let found = [];
    if (isPlain) found.push([base, 1]);
    if (isVeiled) found.push([veil, 1]);
    if (!found.length) {
      found = misspelt(book, word);
      if (found.length && found[0][1] < weights.misspelt) found = [...related(book, base), ...found].slice(0, NEAREST);
      if (isUnfinished && word.length > 2) found.push(...begun(book, word));
    }
    if (!found.length && word.length > 3) found = begun(book, word);
    return found.length ? found : related(book, base);
  }

  /**
   * What somebody typed, word by word, each with the stems to look for.
   * @param {Book} book
   * @param {string} typed
   * @returns {Term[]}
   */
  function asked(book, typed) {
    const { language } = book,
      all = language.tokens(typed),
      last = /\s$/.test(typed) ? "" : all[all.length - 1];
    /** @type {Map<string, string>} */
    const words = new Map();
    language.telling(asWritten(book, all).join(" ")).forEach((word) => {
      const base = language.stem(word);
      if (!words.has(base)) words.set(base, word);
    });
    return Array.from(words.values(), (word) => {
      const found = meantBy(book, word, word === last);
      /** @type {Map<string, number>} */
      const forms = new Map();
      found.forEach(([form, share]) => {
        forms.set(form, Math.max(forms.get(form) || 0, share));
        (book.alike.get(form) || []).forEach((other) =>
          forms.set(other, Math.max(forms.get(other) || 0, share * weights.alike)),
        );
      });
      return { forms, weight: found.length ? weightOf(book, found[0][0]) : tells(book, weights.unknown) };
    });
  }

  /**
   * Every word typed, as the stem it was meant to be.
   * @param {Book} book
   * @param {string} typed
   */
  function heard(book, typed) {
    const { language } = book;
    return asWritten(book, language.tokens(typed), true).map((word) => {
      const base = language.stem(word);
      if (isKnown(book, base) || language.tellsNothing(word) || isKnown(book, veiled(base))) return base;
      const near = misspelt(book, word);
      return near.length ? near[0][0] : base;
    });
  }

  /**
   * Whether a phrase stands in what was said.
   * @param {string[]} phrase
   * @param {string[]} said
   */
  function isSaid(phrase, said) {
    return said.some(
      (_, start) => start + phrase.length <= said.length && phrase.every((word, step) => word === said[start + step]),
    );
  }

  /**
   * The kinds that were named or asked for: "role play about phone numbers" is more than words that stand in one.
   * @param {Book} book
   * @param {string} typed
   * @param {string[]} said
   * @returns {Set<number>}
   */
  function kindsNamed({ index, language }, typed, said) {
    const folded = language.folded(typed).trim();
    const asks = index.asks.filter(([, pattern]) => new RegExp(pattern).test(folded)).map(([kind]) => kind);
    const named = index.kinds.flatMap(([name], kind) =>
      isSaid(language.tokens(name).map(language.stem), said) ? [kind] : [],
    );
    return new Set([...asks, ...named]);
  }

  /**
   * The pages whose own numbers were typed, in any spelling (SOP-03, sop no. 3, role play seven, top-up day 1, 2.6), and
   * whether nothing else was.
   * @param {Book} book
   * @param {string} typed
   */
  function numbered({ index, language }, typed) {
    const numberOf = new RegExp(index.language.number_of),
      counted = index.language.counted.split(" "),
      pages = new Map(Object.entries(index.numbers));
    const parts = (language.folded(typed).match(/[a-z]+|[0-9]+(\.[0-9]+)*/g) || []).filter(
      (part, place, all) => !place || !numberOf.test(part) || !/^[0-9]/.test(all[place + 1] || ""),
    );
    /** @type {(from: number, length: number) => number | undefined} */
    const page = (from, length) => {
      const names = parts
        .slice(from, from + length)
        .map((part) => (counted.indexOf(part) > 0 ? `${counted.indexOf(part)}` : part.replace(/^0+(?=[0-9])/, "")));
      const single = names.map((name) => name.replace(/([a-z]{2})s$/, "$1")).join("");
      const found = [names.join(""), single].find((name) => /[0-9]/.test(name) && pages.has(name));
      return found === undefined ? undefined : pages.get(found);
    };
    /** @type {Set<number>} */
    const found = new Set();
    let rest = parts.length;
    for (let at = 0; at < parts.length; at += 1) {
      let length = Math.min(PARTS, parts.length - at);
      while (length && page(at, length) === undefined) length -= 1;
      if (length) {
        found.add(/** @type {number} */ (page(at, length)));
        at += length - 1;
        rest -= length;
      }
    }
    return { pages: Array.from(found), isAll: !rest };
  }

  /**
   * Whether all words typed that tell something, and at least one, are in a page's title.
   * @param {Book} book
   * @param {string} typed
   * @param {number} page
   */
  function hasInTitle({ language, names, firsts }, typed, page) {
    const title = new Set(names[firsts[page]]),
      words = language.tokens(typed).filter((word) => !language.tellsNothing(word));
    return words.length > 0 && words.every((word) => title.has(language.stem(word)));
  }

  /**
   * Whether a page is asked for by words of its title, and of its kind: suicide, suicide session.
   * @param {Book} book
   * @param {string} typed
   * @param {number} page
   */
  function isInTitle(book, typed, page) {
    const { index, language } = book,
      others = language.folded(typed).replace(new RegExp(index.language.names_document, "g"), " ");
    return hasInTitle(book, typed, page) || hasInTitle(book, others, page);
  }

  /**
   * Whether a document is looked for, so that who to call may be one line: a session, a role play, SOP-03. Where words of
   * danger were typed, only if nothing speaks of a person and all other words are in one title: suicide session.
   * @param {Book} book
   * @param {string} typed
   * @param {boolean} isUrgent
   */
  function isOfDocument(book, typed, isUrgent) {
    const { names_document: named, speaks_of_people: people } = book.index.language,
      folded = book.language.folded(typed),
      isNamed = new RegExp(named).test(folded);
    if (!isUrgent) return isNamed || numbered(book, typed).pages.length > 0;
    return (
      isNamed && !new RegExp(people).test(folded) && book.index.pages.some((_, page) => isInTitle(book, typed, page))
    );
  }

  handbook.question = { asked, heard, isSaid, kindsNamed, numbered, isInTitle, isOfDocument, weightOf, distance };
})(window.handbook);
