/* Running a session from its page: one activity at a time in large type, with its minutes counted down.
   Time is always worked out from the clock, so it stays right when the phone or laptop has slept. */
(function () {
  "use strict";
  const data = document.getElementById("hb-run");
  const article = document.querySelector("article");
  const dialog = document.createElement("dialog");
  if (!data || !dialog.showModal) return;
  const run = JSON.parse(data.textContent);
  const activities = run.activities;
  const MINUTE = 60000;
  const KEY = `hb-session:${location.pathname}`;
  const BOXES = ".hb-participant, .hb-trainer, .hb-prompts, .hb-watch, .hb-uses, .hb-local";
  let state = kept() || beginning();
  let ticking = null;
  const told = {};
  let wakeLock = null;

  /* What is kept in the tab: which activity, how long each has run (in milliseconds), minutes added, since when it runs. */
  function beginning() {
    return { open: false, at: 0, spent: {}, added: {}, since: null, prompts: false };
  }

  function kept() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY));
      return found && found.at < activities.length ? found : null;
    } catch (_) {
      return null;
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(state));
    } catch (_) {
      /* a tab that may keep nothing still counts */
    }
  }

  function left() {
    const spent = (state.spent[state.at] || 0) + (state.since ? Date.now() - state.since : 0);
    return (activities[state.at].minutes + (state.added[state.at] || 0)) * MINUTE - spent;
  }

  function make(tag, className, words) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }

  function button(className, words, act) {
    const made = make("button", className, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function clock(minutes) {
    const day = ((minutes % 1440) + 1440) % 1440;
    if (day === 720) return "midday";
    const hour = Math.floor(day / 60),
      past = day % 60;
    return ((hour + 11) % 12) + 1 + (past ? `:${past < 10 ? "0" : ""}${past}` : "") + (day < 720 ? "am" : "pm");
  }

  function inMinutes(count) {
    return count + (count === 1 ? " minute" : " minutes");
  }

  /* The view */
  const where = make("p", "hb-run-where");
  const title = make("h2", "hb-run-title");
  const meta = make("p", "hb-run-meta");
  const body = make("div", "hb-run-body md-typeset");
  const time = make("p", "hb-run-time");
  const bar = make("div", "hb-run-bar");
  const ends = make("p", "hb-run-ends");
  const next = make("p", "hb-run-next");
  const said = make("p", "hb-run-said");
  const pause = button("hb-run-pause", "", toggle);
  const back = button("", "Back", () => {
    go(-1);
  });
  const forward = button("hb-run-forward", "", () => {
    go(1);
  });
  const prompts = button("", "", () => {
    state.prompts = !state.prompts;
    show();
  });
  title.tabIndex = -1;
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", "What people see and what you do");
  time.setAttribute("role", "timer");
  time.setAttribute("aria-live", "off");
  said.setAttribute("aria-live", "polite");
  bar.appendChild(make("span"));
  bar.setAttribute("aria-hidden", "true");

  function build() {
    dialog.className = "hb-run";
    dialog.setAttribute("aria-label", `Session: ${run.title}`);
    const top = make("div", "hb-run-top");
    top.append(
      where,
      screenButton(),
      button("", "Close", () => {
        dialog.close();
      }),
    );
    const watch = make("div", "hb-run-watch");
    const controls = make("div", "hb-run-controls");
    controls.append(back, pause, button("", "Add a minute", add), forward);
    watch.append(time, ends, bar, controls, next);
    const text = make("div", "hb-run-text"),
      line = make("div", "hb-run-line");
    line.append(meta, prompts);
    text.append(title, line, body);
    dialog.append(top, text, watch, said);
    dialog.addEventListener("close", closed);
    dialog.addEventListener("keydown", pressed);
    document.body.appendChild(dialog);
  }

  function screenButton() {
    var made = button("hb-run-screen", "Fill the screen", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else
        dialog.requestFullscreen().catch(() => {
          made.hidden = true;
        });
    });
    made.hidden = !dialog.requestFullscreen;
    return made;
  }

  /* The boxes of an activity: those between its heading and the next one, wherever the page's layout puts them. */
  function boxes(position) {
    const from = document.getElementById(activities[position].id);
    const after = activities[position + 1];
    const to = after ? document.getElementById(after.id) : nextHeading(from);
    return Array.prototype.filter.call(article.querySelectorAll(BOXES), (box) => {
      return !box.parentElement.closest(BOXES) && follows(from, box) && (!to || follows(box, to));
    });
  }

  function follows(first, second) {
    return Boolean(first && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function nextHeading(from) {
    return Array.prototype.find.call(article.querySelectorAll("h2"), (each) => {
      return follows(from, each);
    });
  }

  function show() {
    let now = activities[state.at],
      last = state.at + 1 === activities.length,
      hidden = 0;
    where.textContent = `${state.at + 1} of ${activities.length} · ${run.title}`;
    title.textContent = now.title;
    meta.textContent = `${inMinutes(now.minutes)} · ${now.how}${now.led_by ? ` · Led by ${now.led_by.toLowerCase()}` : ""}`;
    body.textContent = "";
    boxes(state.at).forEach((box) => {
      const copy = box.cloneNode(true);
      copy.removeAttribute("id");
      copy.querySelectorAll("[id]").forEach((each) => {
        each.removeAttribute("id");
      });
      if (box.matches(".hb-prompts, .hb-watch")) {
        hidden += 1;
        copy.hidden = !state.prompts;
      }
      body.appendChild(copy);
    });
    body.scrollTop = 0;
    prompts.hidden = !hidden;
    prompts.textContent = state.prompts ? "Hide prompts" : "Show prompts";
    prompts.setAttribute("aria-expanded", String(state.prompts));
    back.disabled = state.at === 0;
    forward.textContent = last ? "Finish" : "Next";
    next.textContent = last
      ? "This is the last part."
      : `Next: ${activities[state.at + 1].title}, ${inMinutes(activities[state.at + 1].minutes)}`;
    keep();
    tick();
  }

  function tick() {
    let rest = left(),
      seconds = Math.ceil(Math.abs(rest) / 1000),
      over = rest < 0;
    if (over) seconds = Math.floor(Math.abs(rest) / 1000);
    const words = `${Math.floor(seconds / 60)}:${`0${seconds % 60}`.slice(-2)}`;
    time.textContent = (over ? "Over by " : "") + words;
    time.classList.toggle("hb-run-over", over);
    const whole = (activities[state.at].minutes + (state.added[state.at] || 0)) * MINUTE;
    bar.firstChild.style.width = `${Math.max(0, Math.min(100, (100 * rest) / whole))}%`;
    pause.textContent = state.since ? "Pause" : "Go on";
    const at = new Date(Date.now() + Math.max(0, rest)),
      planned = activities[state.at].ends;
    const pace = over
      ? "Time is up."
      : `${(state.since ? "Ends at " : "Would end at ") + clock(at.getHours() * 60 + at.getMinutes())}.`;
    ends.textContent = pace + (planned === null ? "" : ` In the timetable: ${clock(planned)}.`);
    announce(rest);
  }

  /* Say only what matters, once: a minute left, and the end. */
  function announce(rest) {
    const word = rest <= 0 ? "Time is up." : rest <= MINUTE ? "One minute left." : "";
    if (!word || told[state.at] === word) {
      if (!word) told[state.at] = "";
      return;
    }
    told[state.at] = word;
    said.textContent = word;
  }

  function toggle() {
    stopCounting();
    if (!toggle.was) state.since = Date.now();
    said.textContent = state.since ? "Going on." : "Paused.";
    keep();
    tick();
    stayAwake();
  }

  /* Add what has run to what was spent. `toggle.was` is whether it ran. */
  function stopCounting() {
    toggle.was = state.since !== null;
    if (state.since) state.spent[state.at] = (state.spent[state.at] || 0) + Date.now() - state.since;
    state.since = null;
  }

  function add() {
    state.added[state.at] = (state.added[state.at] || 0) + 1;
    told[state.at] = "";
    said.textContent = "A minute added.";
    keep();
    tick();
  }

  function go(step) {
    const to = state.at + step;
    if (to < 0) return;
    stopCounting();
    if (to >= activities.length) {
      state = beginning();
      dialog.close();
      return;
    }
    if (toggle.was) state.since = Date.now();
    state.at = to;
    show();
    said.textContent = "";
    title.focus();
  }

  function pressed(event) {
    const own = event.target.closest("button, a, summary, [role=button]");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowRight" || event.key === "PageDown") go(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") go(-1);
    else if (event.key === " " && !own) toggle();
    else return;
    event.preventDefault();
  }

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
    ticking = setInterval(tick, 500);
    stayAwake();
  }

  function closed() {
    clearInterval(ticking);
    if (document.fullscreenElement) document.exitFullscreen();
    document.documentElement.classList.remove("hb-running");
    if (wakeLock) {
      wakeLock.release();
      wakeLock = null;
    }
    state.open = false;
    keep();
    label();
    start.focus();
  }

  /* Ask the screen to stay on while time runs. Where that is not possible, nothing is lost. */
  function stayAwake() {
    if (
      !navigator.wakeLock ||
      (wakeLock && !wakeLock.released) ||
      !state.open ||
      !state.since ||
      document.visibilityState !== "visible"
    )
      return;
    navigator.wakeLock.request("screen").then(
      (lock) => {
        wakeLock = lock;
      },
      () => {},
    );
  }

  /* The buttons on the page */
  var start = button("md-button md-button--primary hb-start", "", () => {
    open(!begun());
  });
  var again = button("md-button", "Start again", () => {
    open(true);
  });

  function begun() {
    return state.since !== null || Object.keys(state.spent).length > 0;
  }

  function label() {
    start.textContent = begun()
      ? `Go on with the session, part ${state.at + 1} of ${activities.length}`
      : "Start session";
    again.hidden = !begun();
  }

  build();
  label();
  const actions = make("div", "hb-actions");
  actions.append(start, again);
  const opening = article.querySelector(".hb-summary") || article.querySelector("h1");
  opening.insertAdjacentElement("afterend", actions);
  document.addEventListener("visibilitychange", () => {
    if (dialog.open) {
      tick();
      stayAwake();
    }
  });
  if (state.open) open(false);
})();
