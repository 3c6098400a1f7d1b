/* What the scripts of a page share: elements, its place and language, days in words, and storage that may be refused.
   It is the first of them and makes `handbook`, in which each leaves what others use; templates/site/types.d.ts lists it. */
(function () {
  "use strict";
  /* The page's language, with the calendar and the digits in which the build writes every date. */
  const locale = `${document.documentElement.lang || "en-GB"}-u-ca-gregory-nu-latn`;

  /**
   * The first element that fits, which the page's template has.
   * @template {Element} [T=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} [root]
   * @returns {T}
   */
  function the(selector, root = document) {
    /** @type {T | null} */
    const found = root.querySelector(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    return found;
  }

  /**
   * @template {Element} [T=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} [root]
   * @returns {T[]}
   */
  function every(selector, root = document) {
    return Array.from(/** @type {NodeListOf<T>} */ (root.querySelectorAll(selector)));
  }

  /**
   * The element around what an event befell, if one fits.
   * @param {Event} event
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  function around({ target }, selector) {
    return target instanceof Element ? target.closest(selector) : null;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {string} [className]
   * @param {string} [words]
   */
  function make(name, className, words) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }

  /**
   * @param {string} className
   * @param {string} words
   * @param {(event: MouseEvent) => void} act
   */
  function button(className, words, act) {
    const made = make("button", className, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /**
   * @param {string} className
   * @param {string} words
   * @param {string} href
   */
  function link(className, words, href) {
    const made = make("a", className, words);
    made.href = href;
    return made;
  }

  /** Whether the site was opened from a folder on a disk, where nothing serves a folder's page. */
  function inFolder() {
    return location.protocol === "file:";
  }

  /**
   * The address of a folder's page.
   * @param {string} folder
   */
  function pageOf(folder) {
    return folder + (inFolder() ? "index.html" : "");
  }

  /**
   * A sentence taken apart at its places, such as {title}, with what belongs there; a place that gets nothing stays.
   * @template {string | number | Node} T
   * @param {string} sentence
   * @param {Record<string, T>} values
   * @returns {(string | T)[]}
   */
  function placed(sentence, values) {
    return sentence
      .split(/\{(\w+)\}/)
      .map((part, at) => (at % 2 === 0 ? part : values[part] === undefined ? `{${part}}` : values[part]))
      .filter((part) => part !== "");
  }

  /**
   * What the edition says for a sentence of the scripts; nothing where it says just that.
   * @param {string} sentence
   */
  function translated(sentence) {
    return (window.handbookSentences || {})[sentence];
  }

  /**
   * A sentence in the page's language. It is to be one literal, which is how it comes into the catalogues.
   * @param {string} sentence
   * @param {Record<string, string | number>} [values]
   */
  function gettext(sentence, values = {}) {
    const words = translated(sentence);
    return placed(typeof words === "string" ? words : sentence, values).join("");
  }

  /**
   * A sentence about a number, {n}, in the page's language.
   * @param {string} one
   * @param {string} many
   * @param {number} n
   * @param {Record<string, string | number>} [values]
   */
  function ngettext(one, many, n, values = {}) {
    const cases = translated(one),
      words = typeof cases === "object" && (cases[new Intl.PluralRules(locale).select(n)] || cases.other);
    return placed(words || (n === 1 ? one : many), { ...values, n }).join("");
  }

  /**
   * How large something is, in words.
   * @param {number} bytes
   */
  function size(bytes) {
    return bytes < 1e6
      ? gettext("{size} KB", { size: Math.max(1, Math.round(bytes / 1e3)) })
      : gettext("{size} MB", { size: (bytes / 1e6).toFixed(1) });
  }

  /**
   * A day as people write it: 6 November 2026.
   * @param {Date} date
   */
  function dayInWords(date) {
    return date.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
  }

  /**
   * A place in storage that the browser may refuse: then nothing is kept there, and nothing is found.
   * @param {"localStorage" | "sessionStorage"} area
   * @param {string} key
   */
  function storage(area, key) {
    return {
      read() {
        try {
          return JSON.parse(window[area].getItem(key) || "null");
        } catch {
          return null;
        }
      },
      /** @param {unknown} value */
      write(value) {
        try {
          window[area].setItem(key, JSON.stringify(value));
        } catch {
          // refused: what was chosen or done lasts as long as the page
        }
      },
    };
  }

  /**
   * Put something a reader can do with the page below what it says it is.
   * @param {HTMLElement} made
   */
  function action(made) {
    const article = the("article");
    /** @type {HTMLElement | null} */
    let row = article.querySelector(".hb-reach");
    if (!row) {
      row = make("div", "hb-reach");
      (article.querySelector(".hb-summary") || the("h1", article)).after(row);
    }
    row.append(made);
  }

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

  window.handbook = /** @type {Handbook} */ ({
    the,
    every,
    around,
    make,
    button,
    link,
    action,
    script,
    inFolder,
    pageOf,
    locale,
    placed,
    gettext,
    ngettext,
    size,
    dayInWords,
    storage,
  });
})();
