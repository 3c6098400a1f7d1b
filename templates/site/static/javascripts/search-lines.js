/* The line that answers: which sentence of a page has most of what was typed. Knows nothing of pages or browsers.
   search/lines/ holds the sentences, a file for each page, which leaves in handbook.lines what its sections say. */
(function (handbook) {
  "use strict";

  const { weights, veiled, gettext } = handbook;
  const MOST = 170; /* letters of a line that is shown */
  const FEW = 70; /* letters of a sentence that its neighbours stand beside */
  const NAME = 40; /* letters of a sentence that says of whom or what the next one speaks: "First peer trainer." */
  const LABEL = 25; /* letters of what is more often a label than a sentence */

  /** @param {string} text */
  function sentencesOf(text) {
    return text.replace(/([.?!]["\u201d]?)\s+(?=["\u201c]?[\p{Lu}0-9])/gu, "$1\n").split("\n");
  }

  /**
   * How much of what is asked a text has: of the words typed, and of the best of the words that sayings like them have.
   * @param {string} text
   * @param {Sought} asked
   */
  function worthOf(text, { wanted, hints, language }) {
    const stems = new Set(language.tokens(text).map(language.stem));
    Array.from(stems).forEach((stem) => stems.add(veiled(stem)));
    const typed = wanted.reduce((sum, { forms, weight }) => {
      let best = 0;
      forms.forEach((share, form) => {
        if (stems.has(form)) best = Math.max(best, share);
      });
      return sum + best * weight;
    }, 0);
    const hinted = Array.from(stems, (stem) => hints.get(stem) || 0).sort((one, other) => other - one);
    return typed + weights.hint * (hinted[0] || 0) + weights.hintNext * (hinted[1] || 0);
  }

  /**
   * A sentence with those beside it, if it is short and they are, or if the one before says of whom it speaks.
   * @param {string[]} sentences
   * @param {number} at
   */
  function inContext(sentences, at) {
    let text = sentences[at],
      last = at;
    while (text.length < FEW && last + 1 < sentences.length && text.length + sentences[last + 1].length < MOST) {
      last += 1;
      text = `${text} ${sentences[last]}`;
    }
    const before = at ? sentences[at - 1] : "";
    const isOpen = text.length < FEW || (at === 1 && before.length < NAME);
    return before && isOpen && text.length + before.length < MOST ? `${before} ${text}` : text;
  }

  /**
   * A long text cut to whole words round the first that is wanted.
   * @param {string} text
   * @param {Sought} asked
   */
  function clipped(text, asked) {
    if (text.length <= MOST) return text;
    const words = text.split(" ");
    const first = Math.max(
      0,
      words.findIndex((word) => worthOf(word, asked) > 0),
    );
    let start = first;
    while (start > 0 && words.slice(start - 1, first).join(" ").length < MOST / 3) start -= 1;
    let end = start;
    while (end < words.length && words.slice(start, end + 1).join(" ").length <= MOST) end += 1;
    if (end === words.length) while (start > 0 && words.slice(start - 1).join(" ").length <= MOST) start -= 1;
    return `${start ? "\u2026 " : ""}${words.slice(start, end).join(" ")}${end < words.length ? " \u2026" : ""}`;
  }

  /**
   * How much more or less a sentence counts for what it is: a label, a question, or a number that was asked for.
   * @param {string} sentence
   * @param {[string, string][]} calls
   * @param {Sought} asked
   */
  function shareOf(sentence, calls, { asksWhom, asksNumber }) {
    const hasNumber =
      (asksNumber && /\p{N}/u.test(sentence)) || (asksWhom && calls.some(([number]) => sentence.includes(number)));
    let share = hasNumber ? weights.withNumber : 1;
    if (sentence.length < LABEL) share *= weights.label;
    if (sentence.endsWith("?")) share *= weights.asking;
    return share;
  }

  /**
   * Whether a sentence says by when something is to be done.
   * @param {string} sentence
   */
  function isLimit(sentence) {
    return sentence.startsWith(gettext("By when"));
  }

  /**
   * The line of a page that has most of what is wanted; the first of the section where none has any, and none on a page without.
   * @param {Lines} sections
   * @param {string[]} titles of the sections
   * @param {number} only the section to look at, -1 for all
   * @param {Sought} asked
   * @returns {Line}
   */
  function lineOf(sections, titles, only, asked) {
    let best = { text: "", section: Math.max(only, 0), worth: 0 };
    sections.forEach(([blocks, calls = []], section) => {
      if (only >= 0 && section !== only) return;
      const above = weights.lineInSection * worthOf(titles[section] || "", asked);
      blocks.forEach((block) => {
        const sentences = sentencesOf(block);
        sentences.forEach((sentence, at) => {
          const own = worthOf(sentence, asked) + (asked.asksLimit && isLimit(sentence) ? weights.limit : 0),
            whole = own && own + above + weights.lineInBlock * worthOf(block, asked),
            worth = whole * shareOf(sentence, calls, asked);
          if (worth > best.worth) best = { text: inContext(sentences, at), section, worth };
        });
      });
    });
    const [first = [""]] = sections[best.section] || [[]];
    if (!best.text) best.text = inContext(sentencesOf(first[0] || ""), 0);
    return { ...best, text: clipped(best.text, asked) };
  }

  handbook.lines = {};
  handbook.lineOf = lineOf;
})(window.handbook);
