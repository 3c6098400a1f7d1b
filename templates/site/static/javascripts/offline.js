/* Keeps an edition for when there is no connection, and says when what is shown is a copy. */
(function () {
  "use strict";
  const BASE = new URL("../", document.currentScript.src);
  const told = document.currentScript.dataset; // what the build says of this copy of the site

  function notice(words, action) {
    const box = document.createElement("div");
    box.className = "hb-copy-notice";
    box.setAttribute("role", "status");
    document.querySelector(".md-content__inner").prepend(box);
    setTimeout(() => {
      box.append(`${words} `); // after the box is there, so that it is read out
      if (action) box.append(action);
    }, 0);
  }

  function day(written) {
    return new Date(written).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  }

  /* A folder that was unzipped: nothing can be asked from there, so the reader is led to where it can. */
  function inFolder() {
    if (!told.copy) return;
    let link = null;
    if (told.home) {
      link = document.createElement("a");
      link.href = `${told.home}offline/?copy=${told.copy}`;
      link.textContent = "Is it current?";
    }
    notice(`You are reading a saved copy of edition ${told.edition}. It may be out of date.`, link);
  }

  function ask(question, onProgress) {
    return navigator.serviceWorker.ready.then((registration) => {
      return new Promise((resolve, reject) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = function (event) {
          if (event.data.progress) return onProgress && onProgress(event.data.progress);
          return event.data.error ? reject(new Error(event.data.error)) : resolve(event.data.answer);
        };
        registration.active.postMessage(question, [channel.port2]);
      });
    });
  }

  function here() {
    return ask({ ask: "here", path: decodeURI(location.pathname.slice(BASE.pathname.length)) });
  }

  function sayWhetherCopy() {
    here().then((first) => {
      if (first.kept)
        notice(
          `Your connection is missing or slow. This is the copy kept on this device on ${day(first.kept)}. It may be out of date.`,
        );
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        here().then((now) => {
          if (!first.isCurrent || now.mark === first.mark) return;
          const again = document.createElement("button");
          again.type = "button";
          again.className = "md-button";
          again.textContent = "Show the new page";
          again.addEventListener("click", () => {
            location.reload();
          });
          notice("This page is out of date.", again);
        });
      });
    });
  }

  function register() {
    const address = new URL("worker.js", BASE);
    navigator.serviceWorker.register(address, { scope: BASE.pathname, updateViaCache: "none" }).then(
      (registration) => {
        document.addEventListener("visibilitychange", () => {
          if (!document.hidden) registration.update().catch(() => {});
        });
      },
      () => {
        // no connection, or the browser does not allow it: the site works as any other
      },
    );
  }

  if (location.protocol === "file:") return inFolder();
  window.handbookOffline = { base: BASE, ask, day };
  if (!("serviceWorker" in navigator) || told.worker === undefined) return undefined;
  if (navigator.serviceWorker.controller) sayWhetherCopy();
  window.addEventListener("load", register);
  return undefined;
})();
