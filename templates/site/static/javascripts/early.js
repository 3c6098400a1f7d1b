/* Runs before the page is drawn: puts the reader's own size, spacing and colours in place, so that nothing jumps. */
(function (handbook) {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = handbook.storage("localStorage", "handbook-reading");
  /** @type {Record<string, string>} */
  const choices = kept.read() || {};

  function apply() {
    ["size", "spacing", "look"].forEach((name) => root.setAttribute(`data-${name}`, choices[name] || ""));
    if (document.body) {
      const isDark = choices.look ? choices.look === "dark" : dark.matches;
      document.body.setAttribute("data-scheme", isDark ? "dark" : "light");
    }
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  function choose(name, value) {
    choices[name] = value;
    kept.write(choices);
    apply();
  }

  /**
   * Ask for the letters before the style sheets do. In a folder a browser would refuse, and complain.
   * @param {string} here
   */
  function fetchLetters(here) {
    if (handbook.inFolder()) return;
    ["Regular", "Bold"].forEach((weight) => {
      const href = new URL(`../fonts/AtkinsonHyperlegible-${weight}.woff2`, here).href;
      const link = handbook.make("link");
      document.head.append(
        Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }),
      );
    });
  }

  root.classList.remove("no-js");
  fetchLetters(/** @type {HTMLScriptElement} */ (document.currentScript).src);
  apply();
  dark.addEventListener("change", apply);
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    apply();
  }).observe(root, { childList: true });
  handbook.reading = { choices, choose };
})(window.handbook);
