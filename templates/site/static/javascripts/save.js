/* The page "Use without internet": saves the whole edition and the PDFs a reader chooses, and says what is out of date. */
(function () {
  "use strict";
  const offline = window.handbookOffline;
  const places = {};
  document.querySelectorAll("[data-save]").forEach((place) => {
    places[place.dataset.save] = place;
  });

  function size(bytes) {
    return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  }

  function element(kind, words, more) {
    return Object.assign(document.createElement(kind), { textContent: words }, more || {});
  }

  function button(words, act) {
    const made = element("button", words, { type: "button", className: "md-button" });
    made.addEventListener("click", act);
    return made;
  }

  function read(name) {
    return fetch(new URL(name, offline.base), { cache: "no-cache" }).then((response) => {
      if (!response.ok) throw new Error(name);
      return response.json();
    });
  }

  /* A folder that was unzipped somewhere leads here with the version it holds. */
  function compareCopy(edition) {
    const copy = new URLSearchParams(location.search).get("copy");
    if (!copy) return;
    const isCurrent = copy === edition.version;
    const words = isCurrent ? "Your saved copy is current." : "Your saved copy is out of date. Save a new one below.";
    places.copy.replaceChildren(element("p", words, { className: isCurrent ? "" : "hb-out-of-date" }));
  }

  function sayMissing() {
    if (!new URLSearchParams(location.search).has("missing")) return;
    places.copy.replaceChildren(
      element("p", "No connection, and the page you asked for is not kept on this device.", {
        className: "hb-out-of-date",
      }),
    );
  }

  function showPages(edition, held) {
    const isWhole = held.saved === held.pages;
    const status = element("p", "");
    status.setAttribute("role", "status");
    const bar = element("progress", "", { hidden: true });
    bar.setAttribute("aria-label", "How much is saved");
    status.textContent = isWhole
      ? `Saved: all ${held.pages} pages are on this device, and current.`
      : `${held.saved} of ${held.pages} pages are on this device.`;
    if (edition && edition.version !== held.version) {
      status.textContent += " A newer edition is on its way. Stay connected for a minute, then open this page again.";
      status.className = "hb-out-of-date";
    }
    var save = button("Save all pages", () => {
      save.disabled = true;
      bar.hidden = false;
      status.textContent = "Saving.";
      offline
        .ask({ ask: "save" }, (progress) => {
          bar.max = progress.total;
          bar.value = progress.done;
        })
        .then(showAll, () => {
          save.disabled = false;
          bar.hidden = true;
          status.textContent = "Saving stopped, because the connection was lost. Choose Save all pages to go on.";
        });
    });
    const parts = [status, bar];
    if (!isWhole) {
      if (edition)
        parts.push(element("p", `About ${size(edition.packed)} to fetch, and ${size(edition.bytes)} on this device.`));
      parts.push(save);
    }
    places.pages.replaceChildren.apply(places.pages, parts);
  }

  function downloadRow(each, held) {
    const row = element("li", "");
    const there = held.held[each.path];
    const state = there
      ? `Saved on ${offline.day(there.kept)}.`
      : `${size(each.bytes)}, ${each.pages}${each.pages === 1 ? " page." : " pages."}`;
    const old = there && there.mark !== each.fingerprint;
    const said = element("span", state + (old ? " Out of date." : ""), { className: old ? "hb-out-of-date" : "" });
    const text = element("div", ""),
      acts = element("div", "");
    said.setAttribute("role", "status");
    function act(words, question) {
      var made = button(words, () => {
        made.disabled = true;
        offline.ask(question).then(showAll, () => {
          made.disabled = false;
          said.textContent = "That did not work. Try again when you have a connection.";
        });
      });
      made.setAttribute("aria-label", `${words}: ${each.title}`);
      acts.append(made, " ");
    }
    text.append(element("a", each.title, { href: new URL(each.path, offline.base) }), " ", said);
    if (!there || old) act(old ? "Save again" : "Save", { ask: "keep", path: each.path, mark: each.fingerprint });
    if (there) act("Remove", { ask: "drop", path: each.path });
    row.append(text, acts);
    return row;
  }

  function showDownloads(listed, held) {
    const all = listed ? listed.publications : [];
    if (!all.length) {
      places.downloads.replaceChildren(element("p", "Connect to see the PDFs you can save."));
      return;
    }
    const list = element("ul", "", { className: "hb-saves" });
    all.forEach((each) => {
      list.append(downloadRow(each, held));
    });
    places.downloads.replaceChildren(list);
  }

  function showForget() {
    const status = element("p", "");
    status.setAttribute("role", "status");
    const forget = button("Remove everything from this device", () => {
      offline.ask({ ask: "forget" }).then(() => {
        status.textContent = "Removed. Pages you open from now on are kept again.";
      });
    });
    places.forget.replaceChildren(forget, status);
  }

  function showAll() {
    const nothing = function () {
      return null;
    };
    return Promise.all([
      read("edition.json").catch(nothing),
      read("manifest.json").catch(nothing),
      offline.ask({ ask: "held" }),
    ]).then((told) => {
      showPages(told[0], told[2]);
      showDownloads(told[1], told[2]);
      showForget();
    });
  }

  sayMissing();
  if (!offline) return;
  read("edition.json").then(
    (edition) => {
      compareCopy(edition);
      places.archive.textContent = ` (${size(edition.archive)})`;
    },
    () => {},
  );
  if ("serviceWorker" in navigator) showAll();
})();
