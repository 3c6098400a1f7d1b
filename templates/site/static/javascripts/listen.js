/* Reads a page aloud with a voice of the device itself, sentence by sentence, and marks the place. It is fetched when somebody listens. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, storage, gettext } = handbook;
  const article = /** @type {HTMLElement | null} */ (document.querySelector("article .hb-written"));
  const speech = window.speechSynthesis;
  if (!article || !speech) return;
  const READ = "h1, h2, h3, h4, p, li, td, th";
  const SKIP =
    "nav, table thead, button, label, svg, [aria-hidden=true], .hb-on-paper, .hb-flow, .hb-jump, .hb-wide, .hb-steps-tools, .hb-front-sheet, summary";
  const SPEEDS = [0.7, 0.85, 1, 1.2, 1.5];
  const kept = storage("localStorage", "handbook-listen");
  const marks = window.CSS && CSS.highlights && window.Highlight ? CSS.highlights : null;
  /** @type {Spoken[]} */
  let sentences = [];
  /** @type {SpeechSynthesisVoice} */
  let voice;
  let at = 0,
    speed = Number(kept.read()) || 1,
    isOn = false;
  /** @type {Element | null} */
  let opener = null;
  /** The sentence that was begun last: one that was stopped still tells its end. */
  let turn = 0;
  const bar = make("div", "hb-listen-bar"),
    pause = button("hb-button", "", toggle);

  /**
   * The innermost blocks of text, in order: what a block holds that is a block itself is read in its own turn.
   * @returns {HTMLElement[]}
   */
  function blocks() {
    return every(READ, article || document).filter((each) => !each.closest(SKIP) && (each.textContent || "").trim());
  }

  /** Every sentence of the page, with the pieces of text it stands in. */
  function gathered() {
    return blocks().flatMap((block) => {
      /** @type {Text[]} */
      const texts = [];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = /** @type {Text} */ (walker.currentNode),
          parent = text.parentElement;
        if (parent && parent.closest(READ) === block && !parent.closest(SKIP)) texts.push(text);
      }
      const whole = texts.map((each) => each.data).join("");
      return pieces(whole).map(({ from, words }) => ({ block, texts, from, words }));
    });
  }

  /**
   * A text in sentences, each with its place.
   * @param {string} text
   */
  function pieces(text) {
    const found = [];
    for (const each of text.matchAll(/[^.!?…]+(?:[.!?…]+(?!\s|$)[^.!?…]*)*[.!?…]*["”’)]*\s*/g)) {
      if (/[\p{L}\p{N}]/u.test(each[0])) found.push({ from: each.index || 0, words: each[0].trim() });
    }
    return found;
  }

  /** @param {Spoken} sentence */
  function mark({ block, texts, from, words }) {
    every(".hb-spoken").forEach((each) => each.classList.remove("hb-spoken"));
    const folded = block.closest("[hidden]");
    if (folded) folded.dispatchEvent(new Event("beforematch"));
    block.scrollIntoView({ block: "center" });
    if (!marks) {
      block.classList.add("hb-spoken");
      return;
    }
    const range = new Range();
    let passed = 0;
    for (const text of texts) {
      const until = passed + text.length;
      if (from >= passed && from < until) range.setStart(text, from - passed);
      if (from + words.length > passed) range.setEnd(text, Math.min(text.length, from + words.length - passed));
      passed = until;
    }
    marks.set("hb-spoken", new Highlight(range));
  }

  function say() {
    speech.cancel();
    turn += 1;
    if (at >= sentences.length) {
      stop();
      return;
    }
    const mine = turn,
      spoken = new SpeechSynthesisUtterance(sentences[at].words);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.rate = speed;
    spoken.onend = () => {
      if (mine !== turn || !isOn) return;
      at += 1;
      say();
    };
    mark(sentences[at]);
    speech.speak(spoken);
    isOn = true;
    label();
  }

  /** The first sentence whose block begins on the screen, below what stays at its top. */
  function onScreen() {
    const header = document.querySelector(".hb-header"),
      top = Math.max(0, header ? header.getBoundingClientRect().bottom : 0) - 2;
    const found = sentences.findIndex(({ block }) => {
      const box = block.getBoundingClientRect();
      return box.height > 0 && box.top >= top;
    });
    return Math.max(0, found);
  }

  handbook.listen = function (own, isFromHere) {
    opener = document.activeElement;
    voice = own;
    sentences = gathered();
    at = isFromHere ? onScreen() : 0;
    bar.hidden = false;
    say();
    pause.focus();
  };

  function toggle() {
    if (isOn) {
      isOn = false;
      turn += 1;
      speech.cancel();
      label();
    } else say();
  }

  /** @param {number} step */
  function go(step) {
    at = Math.max(0, Math.min(sentences.length - 1, at + step));
    say();
  }

  function stop() {
    const isHere = bar.contains(document.activeElement);
    isOn = false;
    turn += 1;
    speech.cancel();
    bar.hidden = true;
    if (marks) marks.delete("hb-spoken");
    every(".hb-spoken").forEach((each) => each.classList.remove("hb-spoken"));
    if (isHere && opener instanceof HTMLElement) opener.focus();
  }

  function label() {
    pause.textContent = isOn ? gettext("Pause") : gettext("Go on");
  }

  function build() {
    const speeds = make("select"),
      named = make("label", "hb-listen-speed", gettext("Speed"));
    SPEEDS.forEach((each) => {
      const option = make("option", "", `${each}×`);
      option.value = String(each);
      option.selected = each === speed;
      speeds.append(option);
    });
    speeds.addEventListener("change", () => {
      speed = Number(speeds.value);
      kept.write(speed);
      if (isOn) say();
    });
    named.append(speeds);
    bar.hidden = true;
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", gettext("Listen"));
    bar.append(
      button("hb-button", gettext("Back"), () => go(-1)),
      pause,
      button("hb-button", gettext("Next"), () => go(1)),
      named,
      button("hb-button", gettext("Stop"), stop),
    );
    the("article").append(bar);
  }

  build();
  window.addEventListener("pagehide", stop);
})(window.handbook);
