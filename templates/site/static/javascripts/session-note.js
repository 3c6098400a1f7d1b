/* What ran over: kept on this device for a week, and offered as a note for the talk at the end of the day. It holds titles and minutes, nothing of people. */
(function (handbook) {
  "use strict";
  const { make, button, storage, gettext, dayInWords, clock } = handbook;
  const KEPT = 7; /* days */
  const DAY = 24 * 60 * 60 * 1000;
  const kept = storage("localStorage", "handbook-ran-over");

  /**
   * What is kept and not too old, the earliest first.
   * @returns {RanOver[]}
   */
  function known() {
    const oldest = clock.isoDay(new Date(Date.now() - KEPT * DAY));
    return (kept.read() || []).filter((/** @type {RanOver} */ each) => each.day > oldest);
  }

  /**
   * Keep what ran over in a session that has ended, in the place of what was kept of it that day.
   * @param {string} session
   * @param {{title: string, planned: number, took: number}[]} parts in minutes
   */
  function keep(session, parts) {
    const day = clock.isoDay(new Date()),
      over = parts.filter(({ planned, took }) => took > planned);
    const others = known().filter((each) => each.day !== day || each.session !== session);
    kept.write(over.length ? [...others, { day, session, parts: over }] : others);
    return over.length > 0;
  }

  /** The note, in plain lines that can be pasted anywhere. */
  function written() {
    const lines = [];
    let day = "";
    for (const each of known()) {
      if (each.day !== day) {
        lines.push(gettext("What ran over on {day}", { day: dayInWords(new Date(`${each.day}T12:00`)) }));
        ({ day } = each);
      }
      lines.push(`${each.session}:`);
      each.parts.forEach(({ title, planned, took }) => {
        lines.push(gettext("- {title}: {took}, planned {planned}", { title, planned, took: clock.inMinutes(took) }));
      });
    }
    return lines.join("\n");
  }

  /** @param {() => void} changed what to do when the note is closed */
  function show(changed) {
    const dialog = make("dialog", "hb-note hb-prose"),
      title = make("h2", "", gettext("What ran over")),
      text = make("textarea"),
      said = make("p");
    title.tabIndex = -1;
    text.readOnly = true;
    text.rows = 8;
    text.value = written();
    text.setAttribute("aria-label", gettext("Note for the end of the day"));
    said.setAttribute("role", "status");
    dialog.setAttribute("aria-label", gettext("What ran over"));
    async function copy() {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = gettext("Copied. Paste it into your notes.");
      } catch {
        said.textContent = gettext("The note is marked. Copy it with your device’s own command.");
      }
    }
    function forget() {
      kept.write([]);
      dialog.close();
    }
    const actions = make("div", "hb-note-actions");
    actions.append(
      button("hb-button hb-button-primary", gettext("Copy the note"), copy),
      button("hb-button", gettext("Forget it"), forget),
      button("hb-button", gettext("Close"), () => dialog.close()),
    );
    dialog.append(title, make("p", "", gettext("Only this device keeps it, for a week.")), text, actions, said);
    dialog.addEventListener("close", () => {
      dialog.remove();
      changed();
    });
    document.body.append(dialog);
    dialog.showModal();
    title.focus();
  }

  /** A button that shows the note, hidden while there is none. */
  function offer() {
    const made = button("hb-button", gettext("What ran over"), () => show(look));
    function look() {
      made.hidden = !known().length;
    }
    look();
    return { made, look };
  }

  handbook.ranOver = { keep, show, offer };
})(window.handbook);
