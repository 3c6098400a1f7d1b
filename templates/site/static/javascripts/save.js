/* The page "Use without internet": saves the whole edition and the PDFs a reader chooses, and says what is out of date. */
(function (handbook) {
  "use strict";
  const { the, make, gettext, ngettext, size } = handbook;
  const OLD = "hb-out-of-date";

  /**
   * The place of the page for one matter: its pages, its downloads.
   * @param {string} name
   */
  function place(name) {
    return the(`[data-save="${name}"]`);
  }

  /**
   * @param {string} words
   * @param {() => void} act
   */
  function button(words, act) {
    return handbook.button("hb-button", words, act);
  }

  /** @param {string} words */
  function status(words) {
    const made = make("p", "", words);
    made.setAttribute("role", "status");
    return made;
  }

  function sayMissing() {
    if (!new URLSearchParams(location.search).has("missing")) return;
    place("copy").replaceChildren(
      make("p", OLD, gettext("No connection, and the page you asked for is not kept on this device.")),
    );
  }

  sayMissing();
  if (!handbook.offline) return;
  const { ask, base, day } = handbook.offline;

  /**
   * A file that the build put beside the pages, or nothing where it cannot be had.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async function read(name) {
    try {
      const response = await fetch(new URL(name, base), { cache: "no-cache" });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  /**
   * A folder that was unzipped somewhere leads here with the version it holds.
   * @param {EditionFile} edition
   */
  function compareCopy(edition) {
    const copy = new URLSearchParams(location.search).get("copy");
    if (!copy) return;
    const isCurrent = copy === edition.version;
    const words = isCurrent
      ? gettext("Your saved copy is current.")
      : gettext("Your saved copy is out of date. Save a new one below.");
    place("copy").replaceChildren(make("p", isCurrent ? "" : OLD, words));
  }

  /**
   * A button that saves every page, with a bar that shows how far it is.
   * @param {HTMLElement} told where it says how it goes
   */
  function saveAll(told) {
    const bar = make("progress");
    bar.hidden = true;
    bar.setAttribute("aria-label", gettext("How much is saved"));
    const save = button(gettext("Save all pages"), async () => {
      save.disabled = true;
      bar.hidden = false;
      told.textContent = gettext("Saving.");
      try {
        await ask({ ask: "save" }, (progress) => {
          bar.max = progress.total;
          bar.value = progress.done;
        });
      } catch {
        save.disabled = false;
        bar.hidden = true;
        told.textContent = gettext("Saving stopped, because the connection was lost. Choose Save all pages to go on.");
        return;
      }
      showAll();
    });
    return { bar, save };
  }

  /**
   * @param {EditionFile | null} edition
   * @param {Held} held
   */
  function showPages(edition, held) {
    const isWhole = held.saved === held.pages;
    const told = status(
      isWhole
        ? ngettext(
            "Saved: {n} page is on this device, and current.",
            "Saved: all {n} pages are on this device, and current.",
            held.pages,
          )
        : ngettext("{saved} of {n} page is on this device.", "{saved} of {n} pages are on this device.", held.pages, {
            saved: held.saved,
          }),
    );
    if (edition && edition.version !== held.version) {
      const newer = gettext("A newer edition is on its way. Stay connected for a minute, then open this page again.");
      told.append(` ${newer}`);
      told.className = OLD;
    }
    const { bar, save } = saveAll(told);
    place("pages").replaceChildren(told, bar);
    if (isWhole) return;
    if (edition) {
      const words = gettext("About {packed} to fetch, and {size} on this device.", {
        packed: size(edition.packed),
        size: size(edition.bytes),
      });
      place("pages").append(make("p", "", words));
    }
    place("pages").append(save);
  }

  /**
   * What there is to say of a download: when it was saved, or how large it is.
   * @param {Download} each
   * @param {Held} held
   */
  function stateOf({ path, fingerprint, bytes, pages }, { held: saved }) {
    const there = saved[path];
    if (!there) return ngettext("{size}, {n} page.", "{size}, {n} pages.", pages, { size: size(bytes) });
    const values = { day: day(there.kept) };
    return there.mark === fingerprint
      ? gettext("Saved on {day}.", values)
      : gettext("Saved on {day}. Out of date.", values);
  }

  /**
   * @param {Download} each
   * @param {Held} held
   */
  function downloadRow(each, held) {
    const there = held.held[each.path],
      isOld = there && there.mark !== each.fingerprint;
    const said = make("span", isOld ? OLD : "", stateOf(each, held)),
      text = make("div"),
      acts = make("div"),
      row = make("li");
    said.setAttribute("role", "status");
    /** @type {(words: string, question: Question) => void} */
    const act = (words, question) => {
      const made = button(words, async () => {
        made.disabled = true;
        try {
          await ask(question);
        } catch {
          made.disabled = false;
          said.textContent = gettext("That did not work. Try again when you have a connection.");
          return;
        }
        showAll();
      });
      made.setAttribute("aria-label", `${words}: ${each.title}`);
      acts.append(made, " ");
    };
    text.append(handbook.link("", each.title, new URL(each.path, base).href), " ", said);
    if (!there || isOld) {
      act(isOld ? gettext("Save again") : gettext("Save"), { ask: "keep", path: each.path, mark: each.fingerprint });
    }
    if (there) act(gettext("Remove"), { ask: "drop", path: each.path });
    row.append(text, acts);
    return row;
  }

  /**
   * @param {{publications: Download[]} | null} listed
   * @param {Held} held
   */
  function showDownloads(listed, held) {
    const all = listed ? listed.publications : [];
    if (!all.length) {
      place("downloads").replaceChildren(make("p", "", gettext("Connect to see the PDFs you can save.")));
      return;
    }
    const list = make("ul", "hb-saves");
    list.append(...all.map((each) => downloadRow(each, held)));
    place("downloads").replaceChildren(list);
  }

  function showForget() {
    const told = status("");
    const forget = button(gettext("Remove everything from this device"), async () => {
      await ask({ ask: "forget" });
      told.textContent = gettext("Removed. Pages you open from now on are kept again.");
    });
    place("forget").replaceChildren(forget, told);
  }

  async function showAll() {
    const [edition, listed, held] = await Promise.all([
      read("edition.json"),
      read("manifest.json"),
      ask({ ask: "held" }),
    ]);
    showPages(edition, held);
    showDownloads(listed, held);
    showForget();
  }

  read("edition.json").then((edition) => {
    if (!edition) return;
    compareCopy(edition);
    place("archive").textContent = ` (${size(edition.archive)})`;
  });
  if ("serviceWorker" in navigator) showAll();
})(window.handbook);
