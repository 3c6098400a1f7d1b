/* The line from a running session to what the room sees: a second window on this device, or another device by a code.

   A window is spoken to as its opener, which also works from a folder on a disk, where browsers let no two pages hear one channel; on a server a
   channel reaches windows that were opened by hand, and those whose opener was loaded again. Only ids, times and the question that is being asked go over it:
   the words of the room stand on its own page. */
(function (handbook) {
  "use strict";
  const { make, button, gettext, inFolder, pageOf } = handbook;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const ROOT = new URL("../", script.src);

  /**
   * The address of a room for other devices: in the edition for peers, which needs no sign-in. A copy in a folder knows it where the site does.
   * @param {string} room
   */
  function elsewhere(room) {
    if (!inFolder()) return new URL(`../${room}`, ROOT);
    /** @type {HTMLElement | null} */
    const told = document.querySelector("script[data-home]");
    return told && told.dataset.home ? new URL(`../${room}`, told.dataset.home) : null;
  }

  /**
   * @param {string} room its address below the edition
   * @param {(key: Pressed) => void} act what to do when a key was pressed in the room
   * @param {() => void} opened what to do when a room joins
   * @returns {RoomLine}
   */
  function line(room, act, opened) {
    const address = new URL(room, ROOT);
    /** @type {Set<MessageEventSource>} */
    const rooms = new Set();
    /** @type {OnScreen} */
    let now = { at: "", until: null, rest: 0, question: "", isBlank: false };
    let isOpen = false,
      hasMore = false;
    const channel =
      inFolder() || !window.BroadcastChannel ? null : new BroadcastChannel(`handbook-room:${address.pathname}`);

    /** @param {OnScreen} shown */
    function tell(shown) {
      const isSame = shown.at === now.at;
      if (!isSame) hasMore = false;
      send({ ...shown, screenfuls: isSame ? now.screenfuls || 0 : 0 });
    }

    /** @param {OnScreen} shown */
    function send(shown) {
      now = shown;
      const said = { room, shown };
      if (channel) channel.postMessage(said);
      rooms.forEach((each) => each.postMessage(said, { targetOrigin: inFolder() ? "*" : location.origin }));
    }

    /**
     * @param {Partial<FromRoom>} said
     * @param {MessageEventSource | null} from
     */
    function heard(said, from) {
      if (!said || said.room !== room || said.pressed === undefined) return;
      if (from) rooms.add(from);
      hasMore = said.hasMore === true;
      if (!isOpen) {
        isOpen = true;
        opened();
      }
      if (said.pressed) act(said.pressed);
      else send(now);
    }

    if (channel) channel.onmessage = ({ data }) => heard(data, null);
    window.addEventListener("message", ({ data, origin, source }) => {
      if (inFolder() || origin === location.origin) heard(data, source);
    });
    return {
      tell,
      isOpen: () => isOpen,
      hasMore: () => hasMore,
      scrollOn: () => send({ ...now, screenfuls: (now.screenfuls || 0) + 1 }),
      open() {
        window.open(pageOf(address.href), "hb-room");
      },
    };
  }

  /** @returns {Promise<void>} */
  function encoder() {
    return new Promise((done, failed) => {
      if (handbook.qr) done();
      else {
        const src = new URL("javascripts/qr.js", ROOT).href;
        document.head.append(Object.assign(make("script"), { src, onload: () => done(), onerror: failed }));
      }
    });
  }

  /**
   * A code as a picture: dark on white, with the quiet edge that cameras need.
   * @param {number[][]} squares
   */
  function picture(squares) {
    const EDGE = 4,
      side = squares.length + 2 * EDGE;
    const path = squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + EDGE} ${y + EDGE}h1v1h-1z` : "")));
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg"),
      dark = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawing.setAttribute("viewBox", `0 0 ${side} ${side}`);
    drawing.setAttribute("class", "hb-code");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", gettext("A code that opens this page on another device"));
    dark.setAttribute("d", path.join(""));
    drawing.append(dark);
    return drawing;
  }

  /**
   * What another device needs: the code of the room at an activity, and the address for one without a camera.
   * @param {URL} address
   * @param {OnScreen} shown
   */
  async function code(address, shown) {
    const box = make("div"),
      typed = make("p", "hb-code-address", address.href);
    if (shown.until) address.searchParams.set("until", `${Math.round(shown.until / 1000)}`);
    address.hash = shown.at;
    await encoder().catch(() => {});
    const squares = handbook.qr && handbook.qr(address.href);
    box.append(
      make("p", "", gettext("Point its camera at the code, or type the address. It then goes on by its own buttons.")),
      ...(squares ? [picture(squares)] : []),
      typed,
    );
    return box;
  }

  /**
   * Offer a second window, and the code for another device.
   * @param {RoomLine} joined
   * @param {string} room
   * @param {OnScreen} shown
   */
  async function offer(joined, room, shown) {
    const dialog = make("dialog", "hb-note hb-prose"),
      words = gettext("What the room sees"),
      title = make("h2", "", words),
      address = elsewhere(room);
    title.tabIndex = -1;
    dialog.setAttribute("aria-label", words);
    const second = button("hb-button hb-button-primary", gettext("Open a second window"), () => {
      dialog.close();
      joined.open();
    });
    dialog.append(
      title,
      make(
        "p",
        "",
        gettext("It follows you. Move it to the projector, and fill the screen there. It shows nothing for trainers."),
      ),
      second,
      make("h3", "", gettext("On another device")),
      address
        ? await code(address, shown)
        : make("p", "", gettext("This saved copy does not know where the website is.")),
      button("hb-button", gettext("Close"), () => dialog.close()),
    );
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    title.focus();
  }

  handbook.room = { line, offer };
})(window.handbook);
