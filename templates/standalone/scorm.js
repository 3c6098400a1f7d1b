/* What a learning system is told (SCORM 1.2): that these pages were opened, which were read, and when all were. */
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

  const isOn = Boolean(api) && String(api.LMSInitialize("")) === "true";
  const get = (name) => (isOn ? String(api.LMSGetValue(name)) : "");
  const set = (name, value) => isOn && api.LMSSetValue(name, value);

  const show = (box, isNew) => {
    const told = box.querySelector("p");
    told.hidden = false;
    box.querySelector("button").hidden = true;
    if (isNew) told.focus();
  };

  const keep = () => {
    set("cmi.suspend_data", [...read].join(","));
    set("cmi.core.lesson_status", read.size === boxes.length ? "completed" : "incomplete");
    if (isOn) api.LMSCommit("");
  };

  const before = get("cmi.core.lesson_status");
  const isDone = before === "completed" || before === "passed";
  const known = get("cmi.suspend_data").split(",");
  boxes.forEach((box, place) => {
    const name = String(place);
    if (isDone || known.includes(name)) {
      read.add(name);
      show(box, false);
    }
    box.querySelector("button").addEventListener("click", () => {
      read.add(name);
      show(box, true);
      keep();
    });
  });
  if (isOn && !isDone) keep();
  document.querySelector(".unrecorded").hidden = isOn;

  const two = (number) => String(number).padStart(2, "0");
  let isOver = false;
  window.addEventListener("pagehide", () => {
    if (!isOn || isOver) return;
    isOver = true;
    const seconds = Math.min(Math.floor((Date.now() - begun) / 1000), 9999 * 3600);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    set("cmi.core.session_time", `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds % 60)}`);
    set("cmi.core.exit", read.size === boxes.length ? "" : "suspend");
    api.LMSFinish("");
  });
})();
