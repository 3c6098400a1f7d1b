/* Running a session from its page: one activity at a time in large type, with its minutes counted down, and the break after it.
   Time is always worked out from the clock, so it stays right when the phone or laptop has slept. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, storage, gettext, clock } = handbook;
  const data = document.getElementById("hb-run");
  const dialog = make("dialog");
  if (!data || !dialog.showModal) return;
  const article = the("article");
  /** @type {{title: string, activities: Activity[], room?: string}} */
  const run = JSON.parse(data.textContent || "null");
  const { activities } = run;
  const MINUTE = 60000;
  const BREAK = "hb-break"; // the id of a break after the session
  const ASLEEP = 90000; // milliseconds without a look at the clock; a page behind others looks once a minute
  const count = activities.filter((each) => each.id !== BREAK).length;
  const BOXES = ".hb-participant, .hb-trainer, .hb-prompts, .hb-watch, .hb-uses, .hb-local";
  const tab = storage("sessionStorage", `hb-session:${location.pathname}`);
  let state = kept() || beginning();
  let ticking = 0;
  /**
   * What was said aloud of each activity, so that it is said once.
   * @type {Map<number, string>}
   */
  const told = new Map();
  const awake = handbook.awake(() => state.open && state.since !== null);
  const room = run.room ? handbook.room.line(run.room, act, show) : null;

  /**
   * What is kept in the tab: which activity, how long each has run (in milliseconds), minutes added, since when it runs.
   * @returns {Run}
   */
  function beginning() {
    return {
      open: false,
      at: 0,
      spent: {},
      added: {},
      since: null,
      prompts: false,
      question: "",
      isBlank: false,
      seen: 0,
    };
  }

  /** @returns {Run | null} */
  function kept() {
    const found = tab.read();
    return found && found.at < activities.length ? found : null;
  }

  function keep() {
    tab.write(state);
    if (room) room.tell(shown());
  }

  /**
   * What the room sees of it.
   * @returns {OnScreen}
   */
  function shown() {
    const { question, isBlank, since } = state,
      until = since === null ? null : since + whole() - (state.spent[state.at] || 0);
    return { at: begun() ? activities[state.at].id : "", until, rest: until ? 0 : left(), question, isBlank };
  }

  /** How long the activity has, in milliseconds. */
  function whole() {
    return (activities[state.at].minutes + (state.added[state.at] || 0)) * MINUTE;
  }

  /** How much of that is left; less than nothing when it is over. */
  function left() {
    return whole() - (state.spent[state.at] || 0) - (state.since ? Date.now() - state.since : 0);
  }

  /* The view */
  const where = make("p", "hb-run-where"),
    title = make("h2", "hb-run-title"),
    meta = make("p", "hb-run-meta"),
    body = make("div", "hb-run-body hb-prose"),
    time = make("p", "hb-run-time"),
    bar = make("div", "hb-run-bar"),
    filled = make("span"),
    ends = make("p", "hb-run-ends"),
    next = make("p", "hb-run-next"),
    slept = make("p", "hb-run-slept"),
    said = make("p", "hb-run-said");
  const pause = button("hb-run-pause", "", toggle),
    back = button("", gettext("Back"), () => go(-1)),
    forward = button("hb-run-forward", "", () => go(1)),
    prompts = button("", "", () => {
      state.prompts = !state.prompts;
      show();
    });
  const start = button("hb-button hb-button-primary hb-start", "", () => open(!begun())),
    again = button("hb-button", gettext("Start again"), () => open(true)),
    onto = button("hb-button", gettext("Start, and show to the room"), () => {
      open(!begun());
      if (room && matchMedia("(pointer: fine)").matches) room.open();
      offerRoom();
    });

  const note = handbook.ranOver.offer();

  function build() {
    title.tabIndex = -1;
    body.tabIndex = 0;
    body.setAttribute("role", "region");
    body.setAttribute("aria-label", gettext("What people see and what you do"));
    time.setAttribute("role", "timer");
    time.setAttribute("aria-live", "off");
    said.setAttribute("aria-live", "polite");
    bar.setAttribute("aria-hidden", "true");
    bar.append(filled);
    dialog.className = "hb-run";
    dialog.setAttribute("aria-label", gettext("Session: {title}", { title: run.title }));
    const top = make("div", "hb-run-top"),
      watch = make("div", "hb-run-watch"),
      controls = make("div", "hb-run-controls"),
      text = make("div", "hb-run-text"),
      line = make("div", "hb-run-line");
    top.append(
      where,
      ...roomButton(),
      screenButton(),
      button("", gettext("Close"), () => dialog.close()),
    );
    controls.append(back, pause, button("", gettext("Add a minute"), add), forward);
    slept.setAttribute("role", "status");
    watch.append(time, ends, bar, controls, next, slept);
    line.append(meta, prompts);
    text.append(title, line, body);
    dialog.append(top, text, watch, said);
    dialog.addEventListener("close", closed);
    dialog.addEventListener("keydown", pressed);
    document.body.append(dialog);
  }

  function roomButton() {
    return room ? [button("", gettext("Show to the room"), offerRoom)] : [];
  }

  function offerRoom() {
    if (room && run.room) handbook.room.offer(room, run.room, shown());
  }

  function screenButton() {
    const made = button("hb-run-screen", gettext("Fill the screen"), () => {
      if (document.fullscreenElement) {
        document.exitFullscreen();
        return;
      }
      dialog.requestFullscreen().catch(() => {
        made.hidden = true;
      });
    });
    made.hidden = !dialog.requestFullscreen;
    return made;
  }

  /**
   * The boxes of an activity: those between its heading and the next one, wherever the page's layout puts them.
   * @param {number} position
   */
  function boxes(position) {
    const from = document.getElementById(activities[position].id),
      after = activities[position + 1],
      to = (after && document.getElementById(after.id)) || every("h2", article).find((each) => follows(from, each));
    return every(BOXES, article).filter((box) => {
      const isWithin = box.parentElement && box.parentElement.closest(BOXES);
      return !isWithin && follows(from, box) && (!to || follows(box, to));
    });
  }

  /**
   * @param {Node | null} first
   * @param {Node} second
   */
  function follows(first, second) {
    return Boolean(first && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  /** Copy what the page says of the activity into the view; prompts are hidden unless they were asked for. */
  function fill() {
    const copies = boxes(state.at).map((box) => {
      const copy = /** @type {HTMLElement} */ (box.cloneNode(true));
      [copy, ...every("[id]", copy)].forEach((each) => each.removeAttribute("id"));
      return copy;
    });
    const hidden = copies.filter((copy) => copy.matches(".hb-prompts, .hb-watch"));
    hidden.forEach((copy) => {
      copy.hidden = !state.prompts;
    });
    if (room && room.isOpen()) copies.forEach(offerQuestions);
    body.replaceChildren(...copies);
    body.scrollTop = 0;
    prompts.hidden = !hidden.length;
    prompts.textContent = state.prompts ? gettext("Hide prompts") : gettext("Show prompts");
    prompts.setAttribute("aria-expanded", String(state.prompts));
  }

  /**
   * Beside each question to ask, a button that shows it to the room: what is said aloud, and not what to listen for.
   * @param {HTMLElement} box
   */
  function offerQuestions(box) {
    if (!box.matches(".hb-prompts")) return;
    every("li > strong", box).forEach((asked) => {
      const words = asked.textContent || "";
      const made = button("hb-run-ask", "", () => {
        state.question = state.question === words ? "" : words;
        every(".hb-run-ask", body).forEach((each) => each.dispatchEvent(new Event("asked")));
        keep();
      });
      const look = () => {
        const isShown = state.question === words;
        made.setAttribute("aria-pressed", String(isShown));
        made.textContent = isShown ? gettext("Take it off the screen") : gettext("Put it on the screen");
      };
      made.addEventListener("asked", look);
      look();
      asked.after(" ", made);
    });
  }

  function show() {
    const now = activities[state.at],
      after = activities[state.at + 1],
      facts = [clock.inMinutes(now.minutes), now.how].filter(Boolean);
    if (now.led_by) facts.push(gettext("Led by {who}", { who: now.led_by.toLowerCase() }));
    where.textContent =
      now.id === BREAK ? run.title : gettext("{part} of {parts} · {title}", { ...which(), title: run.title });
    title.textContent = now.title;
    meta.textContent = facts.join(" · ");
    fill();
    back.disabled = state.at === 0;
    forward.textContent = after ? gettext("Next") : gettext("Finish");
    next.textContent = after
      ? gettext("Next: {title}, {minutes}", { title: after.title, minutes: clock.inMinutes(after.minutes) })
      : gettext("This is the last part.");
    keep();
    tick();
  }

  /** Which part of how many it is. */
  function which() {
    return { part: Math.min(state.at + 1, count), parts: count };
  }

  function tick() {
    wake();
    const rest = left(),
      isOver = rest < 0,
      length = clock.countdown(isOver ? Math.floor(-rest / 1000) : Math.ceil(rest / 1000));
    time.textContent = isOver ? gettext("Over by {length}", { length }) : length;
    time.classList.toggle("hb-run-over", isOver);
    filled.style.width = `${Math.max(0, Math.min(100, (100 * rest) / whole()))}%`;
    pause.textContent = state.since ? gettext("Pause") : gettext("Go on");
    ends.textContent = pace(rest);
    announce(rest);
  }

  /** Say that the clock went on while this device slept or the page was closed. */
  function wake() {
    const now = Date.now(),
      away = state.seen ? now - state.seen : 0;
    state.seen = now;
    if (!state.since || away < ASLEEP) return;
    const length = clock.inMinutes(Math.round(away / MINUTE));
    slept.textContent = gettext("This device was asleep for {length}. The clock went on.", { length });
    keep();
  }

  /**
   * When the activity ends, and when it was to end.
   * @param {number} rest
   */
  function pace(rest) {
    const end = clock.timeOfDay(clock.minutesOf(new Date(Date.now() + Math.max(0, rest)))),
      planned = activities[state.at].ends;
    const now =
      rest < 0
        ? gettext("Time is up.")
        : state.since
          ? gettext("Ends at {time}.", { time: end })
          : gettext("Would end at {time}.", { time: end });
    if (planned === null) return now;
    const timetable = gettext("In the timetable: {time}.", { time: clock.timeOfDay(planned) });
    return `${now} ${timetable}`;
  }

  /**
   * Say only what matters, once: a minute left, and the end.
   * @param {number} rest
   */
  function announce(rest) {
    const words = rest <= 0 ? gettext("Time is up.") : rest <= MINUTE ? gettext("One minute left.") : "";
    if (words && told.get(state.at) !== words) said.textContent = words;
    told.set(state.at, words);
  }

  function toggle() {
    if (!stopCounting()) state.since = Date.now();
    said.textContent = state.since ? gettext("Going on.") : gettext("Paused.");
    keep();
    tick();
    awake();
  }

  /** Add what has run to what was spent, and say whether it ran. */
  function stopCounting() {
    const ran = state.since !== null;
    if (state.since) state.spent[state.at] = (state.spent[state.at] || 0) + Date.now() - state.since;
    state.since = null;
    return ran;
  }

  function add() {
    state.added[state.at] = (state.added[state.at] || 0) + 1;
    told.set(state.at, "");
    said.textContent = gettext("A minute added.");
    keep();
    tick();
  }

  /** @param {number} step */
  function go(step) {
    const to = state.at + step;
    if (to < 0) return;
    const ran = stopCounting();
    if (to >= activities.length) {
      finish();
      return;
    }
    if (ran) state.since = Date.now();
    state.at = to;
    state.question = "";
    slept.textContent = "";
    show();
    said.textContent = "";
    title.focus();
  }

  /** Close the view, forget where it was, and offer a note where something ran over. */
  function finish() {
    const parts = activities.map(({ title: name, minutes }, at) => ({
      title: name,
      planned: minutes,
      took: Math.round((state.spent[at] || 0) / MINUTE),
    }));
    state = beginning();
    dialog.close();
    if (handbook.ranOver.keep(run.title, parts)) handbook.ranOver.show(note.look);
    note.look();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const key = handbook.pressed(event);
    if (!key || (key === "blank" && !room)) return;
    if (key === "forward" && room && room.hasMore()) room.scrollOn();
    else act(key);
    event.preventDefault();
  }

  /** @param {Pressed} key pressed here, or in the room */
  function act(key) {
    if (!dialog.open) return;
    if (key === "forward") go(1);
    else if (key === "back") go(-1);
    else if (key === "pause") toggle();
    else {
      state.isBlank = !state.isBlank;
      said.textContent = state.isBlank ? gettext("The room’s screen is dark.") : gettext("The room’s screen is on.");
      keep();
    }
  }

  /** @param {boolean} fresh */
  function open(fresh) {
    if (fresh) {
      state = beginning();
      state.since = Date.now();
    }
    state.open = true;
    dialog.showModal();
    document.documentElement.classList.add("hb-running");
    show();
    title.focus();
    ticking = window.setInterval(tick, 500);
    awake();
  }

  function closed() {
    clearInterval(ticking);
    if (document.fullscreenElement) document.exitFullscreen();
    document.documentElement.classList.remove("hb-running");
    state.open = false;
    keep();
    awake();
    label();
    start.focus();
  }

  function begun() {
    return state.since !== null || Object.keys(state.spent).length > 0;
  }

  /** The buttons on the page */
  function label() {
    start.textContent = begun()
      ? gettext("Go on with the session, part {part} of {parts}", which())
      : gettext("Start session");
    again.hidden = !begun();
    onto.hidden = !room || begun();
  }

  build();
  label();
  const actions = make("div", "hb-actions");
  actions.append(start, onto, again, note.made);
  (article.querySelector(".hb-summary") || the("h1", article)).after(actions);
  document.addEventListener("visibilitychange", () => {
    if (dialog.open) tick();
  });
  if (state.open) open(false);
})(window.handbook);
