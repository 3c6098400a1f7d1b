/* Runs before the page is drawn: puts the reader's own size, spacing and colours in place, so that nothing jumps. */
(function () {
  "use strict";
  const KEY = "handbook-reading";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let choices = {};
  try {
    choices = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (error) {
    choices = {}; // storage is switched off: what is chosen lasts until the next page
  }

  function apply() {
    ["size", "spacing", "look"].forEach((name) => {
      root.setAttribute(`data-${name}`, choices[name] || "");
    });
    if (document.body) {
      const isDark = choices.look ? choices.look === "dark" : dark.matches;
      document.body.setAttribute("data-md-color-scheme", isDark ? "slate" : "default");
    }
  }

  function choose(name, value) {
    choices[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(choices));
    } catch (error) {
      // storage is switched off
    }
    apply();
  }

  /* Ask for the letters before the style sheets do. In a folder a browser would refuse, and complain. */
  function fetchLetters(script) {
    if (location.protocol === "file:") return;
    ["Regular", "Bold"].forEach((weight) => {
      const link = document.createElement("link");
      link.rel = "preload";
      link.as = "font";
      link.type = "font/woff2";
      link.crossOrigin = "";
      link.href = new URL(`../fonts/AtkinsonHyperlegible-${weight}.woff2`, script.src).href;
      document.head.append(link);
    });
  }

  root.classList.remove("no-js");
  fetchLetters(document.currentScript);
  apply();
  dark.addEventListener("change", apply);
  new MutationObserver((changes, observer) => {
    if (document.body) {
      observer.disconnect();
      apply();
    }
  }).observe(root, { childList: true });
  window.handbookReading = { choices, choose };
})();
