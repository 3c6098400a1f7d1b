/* What a learning system is told (SCORM 1.2): that these pages were opened, which were read, when all were, and how many
   questions were answered right. */
(() => {
  "use strict";
  const MOST = 500;

  /* The learning system puts its programming interface on a window round this one, or on the one that opened it. */
  const above = (start) => {
    let here = start;
    for (let count = 0; here && count < MOST; count += 1) {
      try {
        if (here.API) return here.API;
      } catch {
        return null; // a window of another origin
      }
      if (here.parent === here) return null;
      here = here.parent;
    }
    return null;
  };
  const api = above(window) || (window.opener && above(window.opener));
  const begun = Date.now();
  const boxes = [...document.querySelectorAll(".read")];
  const read = new Set();
  const right = new Map();

  const isOn = Boolean(api) && String(api.LMSInitialize("")) === "true";
  const get = (name) => (isOn ? String(api.LMSGetValue(name)) : "");
  const set = (name, value) => isOn && api.LMSSetValue(name, value);

  const before = get("cmi.core.lesson_status");
  const wasDone = before === "completed" || before === "passed";

  const show = (box, isNew) => {
    const told = box.querySelector("p");
    told.hidden = false;
    box.querySelector("button").hidden = true;
    if (isNew) told.focus();
  };

  /* Questions: each list of answers becomes a group of radio buttons, and the answers stay folded until all are given. */
  const asked = [...document.querySelectorAll(".ask")].map((form, place) => ({
    form,
    name: `q${place}`,
    questions: [...form.parentElement.querySelectorAll(".hb-question")],
  }));
  const all = asked.reduce((sum, each) => sum + each.questions.length, 0);

  const isDone = () => wasDone || (read.size === boxes.length && right.size === asked.length);

  const keep = () => {
    const scores = [...right].map(([name, number]) => `${name}:${number}`);
    set("cmi.suspend_data", [...read, ...scores].join(","));
    if (right.size) {
      const sum = [...right.values()].reduce((one, other) => one + other, 0);
      set("cmi.core.score.min", "0");
      set("cmi.core.score.max", "100");
      set("cmi.core.score.raw", String(Math.round((100 * sum) / all)));
    }
    set("cmi.core.lesson_status", isDone() ? "completed" : "incomplete");
    if (isOn) api.LMSCommit("");
  };

  const choices = (question, name) => {
    const heading = question.querySelector("h3");
    const group = document.createElement("div");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-labelledby", heading.id);
    for (const answer of question.querySelectorAll(".hb-choices > li")) {
      const label = document.createElement("label");
      const button = document.createElement("input");
      button.type = "radio";
      button.name = name;
      button.value = answer.dataset.answer || "wrong";
      label.append(button, ...answer.childNodes);
      group.append(label);
    }
    const said = document.createElement("p");
    said.className = "said";
    question.querySelector(".hb-choices").replaceWith(group, said);
  };

  const mark = ({ form, name, questions }) => {
    const status = form.querySelector("[role=status]");
    const chosen = questions.map((each) => each.querySelector("input:checked"));
    if (chosen.includes(null)) {
      status.textContent = form.dataset.missing;
      return;
    }
    const good = chosen.filter((each) => each.value === "right").length;
    questions.forEach((each, place) => {
      each.querySelector(".said").textContent = form.dataset[chosen[place].value];
    });
    status.textContent = form.dataset.all.replace("{right}", good).replace("{all}", questions.length);
    status.focus();
    const answers = form.nextElementSibling;
    answers.hidden = false;
    answers.open = true;
    right.set(name, good);
    keep();
  };

  for (const each of asked) {
    const { form, name, questions } = each;
    const fold = questions.at(-1).nextElementSibling;
    questions.forEach((question, place) => choices(question, `${name}-${place}`));
    form.parentElement.querySelector("[data-alone]").hidden = true;
    fold.before(form);
    fold.hidden = true;
    form.hidden = false;
    form.querySelector("button").addEventListener("click", () => mark(each));
  }

  const known = get("cmi.suspend_data").split(",");
  for (const [name, number] of known.map((each) => each.split(":"))) {
    if (number) right.set(name, Number(number));
  }
  boxes.forEach((box, place) => {
    const name = String(place);
    if (wasDone || known.includes(name)) {
      read.add(name);
      show(box, false);
    }
    box.querySelector("button").addEventListener("click", () => {
      read.add(name);
      show(box, true);
      keep();
    });
  });
  if (isOn && !wasDone) keep();
  document.querySelector(".unrecorded").hidden = isOn;

  const two = (number) => String(number).padStart(2, "0");
  let isOver = false;
  window.addEventListener("pagehide", () => {
    if (!isOn || isOver) return;
    isOver = true;
    const seconds = Math.min(Math.floor((Date.now() - begun) / 1000), 9999 * 3600);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    set("cmi.core.session_time", `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds % 60)}`);
    set("cmi.core.exit", isDone() ? "" : "suspend");
    api.LMSFinish("");
  });
})();
