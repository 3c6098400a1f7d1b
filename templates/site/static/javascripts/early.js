/* Runs before the page is drawn: puts the reader's own size, spacing and colours in place, so that nothing jumps. */
(function () {
  "use strict";
  var KEY = "handbook-reading";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var choices = {};
  try {
    choices = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (error) {
    choices = {}; // storage is switched off: what is chosen lasts until the next page
  }

  function apply() {
    ["size", "spacing", "look"].forEach(function (name) {
      root.setAttribute("data-" + name, choices[name] || "");
    });
    if (document.body) {
      var isDark = choices.look ? choices.look === "dark" : dark.matches;
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

  root.classList.remove("no-js");
  apply();
  dark.addEventListener("change", apply);
  new MutationObserver(function (changes, observer) {
    if (document.body) {
      observer.disconnect();
      apply();
    }
  }).observe(root, { childList: true });
  window.handbookReading = { choices: choices, choose: choose };
})();
