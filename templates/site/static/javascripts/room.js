/* What the room sees: one activity at a time in large type, with its time. It follows the page that runs the session, where one opened it or is open
   on this device; without one it goes on by its own buttons. Times come from the clock, so they stay right whatever sleeps meanwhile. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext, inFolder, clock } = handbook;
  const MINUTE = 60000;
  const OFTEN = 2000; /* milliseconds between two questions whether a session is being run */
  const LARGEST = 3.4,
    SMALLEST = 1,
    ON_PHONES = 0.8,
    STEP = 0.1; /* rem of the letters */
  const PHONE = window.matchMedia("(max-width: 45em)");
  const SCREENFUL = 0.85; /* of the height that is seen: the last lines stay, so that the eye finds its place */
  const main = the("#hb-screen"),
    room = main.dataset.room || "",
    parts = every(".hb-screen-part", main);
  const channel =
    inFolder() || !window.BroadcastChannel ? null : new BroadcastChannel(`handbook-room:${location.pathname}`);
  /** @type {OnScreen} */
  let shown = alone();
  /**
   * How the page that runs the session is spoken to, once it has answered.
   * @type {((said: FromRoom) => void) | null}
   */
  let answer = null;
  /** How often the page that runs the session had the text scrolled on. */
  let scrolled = 0;

  const awake = handbook.awake(() => true);
  const time = make("p", "hb-screen-time"),
    ends = make("p", "hb-screen-ends"),
    question = make("p", "hb-screen-question"),
    foot = make("div", "hb-screen-foot"),
    controls = make("div", "hb-screen-controls"),
    pause = button("hb-button", "", () => press("pause")),
    more = button("hb-button hb-screen-more", gettext("More below"), scrollOn);

  /**
   * Where the address says: an activity, and until when it goes on.
   * @returns {OnScreen}
   */
  function alone() {
    const at = decodeURIComponent(location.hash.slice(1)),
      until = Number(new URLSearchParams(location.search).get("until")) * 1000;
    const part = parts.find((each) => each.id === at) || parts[0];
    return {
      at: part.id,
      until: until || null,
      rest: until ? until - Date.now() : whole(part),
      question: "",
      isBlank: false,
    };
  }

  /** @param {HTMLElement} part */
  function whole(part) {
    return Number(part.dataset.minutes) * MINUTE;
  }

  function build() {
    time.setAttribute("role", "timer");
    time.setAttribute("aria-live", "off");
    question.setAttribute("aria-live", "polite");
    const screen = button("hb-button hb-screen-fill", gettext("Fill the screen"), fill);
    screen.hidden = !document.documentElement.requestFullscreen;
    controls.append(
      button("hb-button", gettext("Back"), () => press("back")),
      pause,
      button("hb-button", gettext("Next"), () => press("forward")),
    );
    foot.append(time, ends, controls, screen);
    main.append(question, more, foot);
    document.documentElement.classList.add("hb-screen-on");
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  function show() {
    const part = parts.find((each) => each.id === shown.at),
      isNew = Boolean(part && part.hidden);
    parts.forEach((each) => {
      each.hidden = each !== part;
    });
    main.classList.toggle("hb-screen-waits", !part);
    document.body.classList.toggle("hb-screen-blank", shown.isBlank);
    question.textContent = shown.question;
    main.classList.toggle("hb-screen-asks", Boolean(shown.question));
    controls.hidden = Boolean(answer);
    foot.hidden = !part;
    tick();
    fit();
    const box = textBox();
    if (box && isNew) box.scrollTop = 0;
    seen();
  }

  function left() {
    return shown.until === null ? shown.rest : shown.until - Date.now();
  }

  function tick() {
    const rest = left(),
      isBreak = shown.at === "hb-break";
    time.textContent = rest <= 0 ? gettext("Time is up.") : clock.countdown(Math.ceil(rest / 1000));
    time.classList.toggle("hb-screen-over", rest <= 0);
    foot.classList.toggle("hb-screen-rests", isBreak);
    pause.textContent = shown.until === null ? gettext("Start the clock") : gettext("Pause");
    ends.textContent = "";
    if (rest <= 0 || shown.until === null) return;
    const at = { time: clock.timeOfDay(clock.minutesOf(new Date(shown.until))) };
    ends.textContent = isBreak ? gettext("We go on at {time}.", at) : gettext("Until {time}.", at);
  }

  /** What scrolls where a text is too long.
   * @returns {HTMLElement | undefined}
   */
  function textBox() {
    const part = parts.find((each) => !each.hidden);
    return part && /** @type {HTMLElement} */ (part.querySelector(".hb-screen-text") || part);
  }

  /** Letters as large as let all of the text be seen; where the smallest do not, a button scrolls it by what is seen. */
  function fit() {
    const box = textBox(),
      least = PHONE.matches ? ON_PHONES : SMALLEST;
    more.hidden = true;
    for (let size = LARGEST; box && size > least - STEP / 2; size -= STEP) {
      main.style.setProperty("--hs-letters", size.toFixed(1));
      if (box.scrollHeight <= box.clientHeight + 1) break;
    }
    more.hidden = !isMore();
    seen();
  }

  /** Whether some of the text is below what is seen. */
  function isMore() {
    const box = textBox();
    return Boolean(box && !shown.question && box.scrollTop + box.clientHeight < box.scrollHeight - 2);
  }

  /** The button keeps its place at the end of a text, so that nothing moves; the page that runs the session is told. */
  function seen() {
    const was = more.disabled;
    more.disabled = !isMore();
    if (more.disabled !== was) ask();
  }

  function scrollOn() {
    const box = textBox();
    if (box) box.scrollBy({ top: box.clientHeight * SCREENFUL, behavior: "instant" });
  }

  /** @param {Pressed} key */
  function press(key) {
    if (answer) {
      answer({ room, pressed: key, hasMore: isMore() });
      return;
    }
    if (key === "blank") shown = { ...shown, isBlank: !shown.isBlank };
    else if (key === "pause") {
      shown = { ...shown, rest: left(), until: shown.until === null ? Date.now() + left() : null };
    } else go(key === "forward" ? 1 : -1);
    show();
  }

  /** @param {number} step */
  function go(step) {
    const part = parts[parts.findIndex((each) => each.id === shown.at) + step];
    if (!part) return;
    const rest = whole(part);
    shown = { ...shown, at: part.id, rest, until: shown.until === null ? null : Date.now() + rest };
  }

  /**
   * @param {{room?: string, shown?: OnScreen}} said
   * @param {(said: FromRoom) => void} reply
   */
  function heard(said, reply) {
    if (!said || said.room !== room || !said.shown) return;
    answer = reply;
    const { screenfuls = 0, ...told } = said.shown,
      goesOn = told.at === shown.at && controls.hidden && screenfuls > scrolled,
      isSame = JSON.stringify(shown) === JSON.stringify(told) && controls.hidden;
    shown = told;
    scrolled = screenfuls;
    if (!isSame) show();
    if (goesOn) scrollOn();
    awake();
  }

  function ask() {
    const said = { room, pressed: /** @type {Pressed} */ (""), hasMore: isMore() };
    if (window.opener) window.opener.postMessage(said, inFolder() ? "*" : location.origin);
    if (channel) channel.postMessage(said);
  }

  build();
  window.addEventListener("message", ({ data, source, origin }) => {
    if (source !== window.opener || !(inFolder() || origin === location.origin)) return;
    heard(data, (said) => window.opener.postMessage(said, inFolder() ? "*" : location.origin));
  });
  if (channel) channel.onmessage = ({ data }) => heard(data, (said) => channel.postMessage(said));
  document.addEventListener("keydown", (event) => {
    const key = handbook.pressed(event);
    if (key === "forward" && isMore()) scrollOn();
    else if (key) press(key);
    else if (event.key === "f") fill();
    else return;
    event.preventDefault();
  });
  main.addEventListener("scroll", seen, { capture: true, passive: true });
  window.addEventListener("resize", fit);
  window.addEventListener("hashchange", () => {
    if (answer) return;
    shown = alone();
    show();
  });
  show();
  awake();
  ask();
  setInterval(ask, OFTEN);
  setInterval(tick, 500);
})(window.handbook);
