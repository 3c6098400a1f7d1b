/* Keeps an edition for when there is no connection, and says when what is shown is a copy. */
(function (handbook) {
  "use strict";
  const { make, button, link, the, gettext, dayInWords } = handbook;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const BASE = new URL("../", script.src);
  const told = script.dataset; // what the build says of this copy of the site

  /**
   * @param {string} words
   * @param {HTMLElement} [action]
   */
  function notice(words, action) {
    const box = make("div", "hb-copy-notice");
    box.setAttribute("role", "status");
    the(".hb-article").prepend(box);
    setTimeout(() => {
      box.append(`${words} `); // after the box is there, so that it is read out
      if (action) box.append(action);
    }, 0);
  }

  /** @param {string} written */
  function day(written) {
    return dayInWords(new Date(written));
  }

  /** A folder that was unzipped: nothing can be asked from there, so the reader is led to where it can. */
  function sayCopy() {
    if (!told.copy) return;
    const edition = told.edition || "",
      words = gettext("You are reading a saved copy of edition {edition}. It may be out of date.", { edition });
    notice(
      words,
      told.home ? link("", gettext("Is it current?"), `${told.home}offline/?copy=${told.copy}`) : undefined,
    );
  }

  /**
   * Ask the worker something.
   * @param {Question} question
   * @param {(progress: Progress) => void} [onProgress]
   * @returns {Promise<any>}
   */
  async function ask(question, onProgress) {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve, reject) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        if (data.progress) {
          if (onProgress) onProgress(data.progress);
        } else if (data.error) reject(new Error(data.error));
        else resolve(data.answer);
      };
      if (active) active.postMessage(question, [channel.port2]);
    });
  }

  function here() {
    return ask({ ask: "here", path: decodeURI(location.pathname.slice(BASE.pathname.length)) });
  }

  async function sayWhetherCopy() {
    const first = await here();
    if (first.kept) {
      notice(
        gettext(
          "Your connection is missing or slow. This is the copy kept on this device on {day}. It may be out of date.",
          { day: day(first.kept) },
        ),
      );
    }
    navigator.serviceWorker.addEventListener("controllerchange", async () => {
      const now = await here();
      if (!first.isCurrent || now.mark === first.mark) return;
      const again = button("hb-button", gettext("Show the new page"), () => location.reload());
      notice(gettext("This page is out of date."), again);
    });
  }

  async function register() {
    try {
      const address = new URL("worker.js", BASE);
      const options = /** @type {const} */ ({ scope: BASE.pathname, updateViaCache: "none" });
      const registration = await navigator.serviceWorker.register(address, options);
      document.addEventListener("visibilitychange", () => {
        if (!document.hidden) registration.update().catch(() => {});
      });
    } catch {
      // no connection, or the browser does not allow it: the site works as any other
    }
  }

  if (handbook.inFolder()) {
    sayCopy();
    return;
  }
  handbook.offline = { base: BASE, ask, day };
  if (!("serviceWorker" in navigator) || told.worker === undefined) return;
  if (navigator.serviceWorker.controller) sayWhetherCopy();
  window.addEventListener("load", register);
})(window.handbook);
