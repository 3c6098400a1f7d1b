"use strict";
/* Helps with the editor's forms: keeps what is typed, says what is wrong as one leaves a field, shows how a text will look. Nothing needs it. */
(() => {
  const WAIT = 800;

  /** @param {HTMLFormElement} form @param {string} what */
  const sent = (form, what) => {
    const data = new FormData(form);
    data.set("do", what);
    return data;
  };

  /** Keep what stands in a form a moment after the last key. @param {HTMLFormElement} form */
  const keep = (form) => {
    let waiting = 0;
    let saving = false;
    form.addEventListener("submit", () => {
      saving = true;
      window.clearTimeout(waiting);
    });
    form.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        if (!saving) fetch(location.href, { method: "POST", body: sent(form, "keep") }).catch(() => {});
      }, WAIT);
    });
  };

  /** @param {string} name */
  const fieldOf = (name) => document.getElementById(name);

  /** Say something beside a field: what is wrong, or advice, which keeps nothing from being saved. @param {HTMLElement} field @param {string[]} sentences @param {boolean} isAdvice */
  const tell = (field, sentences, isAdvice) => {
    const id = `${field.id}-${isAdvice ? "advice" : "wrong"}`;
    const old = document.getElementById(id);
    const described = (field.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
    if (sentences.length === 0) {
      if (old) old.remove();
      if (!isAdvice) field.removeAttribute("aria-invalid");
      if (described.length > 0) field.setAttribute("aria-describedby", described.join(" "));
      else field.removeAttribute("aria-describedby");
      return;
    }
    const box = old || document.createElement("div");
    box.id = id;
    box.className = isAdvice ? "ed-note" : "ed-wrong";
    box.textContent = "";
    const list = document.createElement("ul");
    list.className = "ed-problems";
    for (const each of sentences) {
      const line = document.createElement("li");
      line.textContent = `${each.charAt(0).toUpperCase()}${each.slice(1)}.`;
      list.append(line);
    }
    box.append(list);
    if (!old) field.before(box);
    if (!isAdvice) field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [...described, id].join(" "));
  };

  /** Say what is wrong with a field as one leaves it. @param {HTMLFormElement} form */
  const examine = (form) => {
    const left = new Set();
    let said = new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
    let asking = false;
    let saving = false;
    form.addEventListener("submit", () => {
      saving = true;
    });
    /** Ask about the form as it stands, and once more where it changed meanwhile: one question at a time. */
    const ask = async () => {
      const now = new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
      if (asking || saving || now === said) return;
      asking = true;
      said = now;
      try {
        const answer = await fetch(location.href, { method: "POST", body: sent(form, "try") });
        const { problems, advice } = answer.ok ? await answer.json() : { problems: null, advice: null };
        for (const name of problems ? left : []) {
          const found = fieldOf(name);
          if (!found) continue;
          tell(found, problems[name] || [], false);
          tell(found, advice[name] || [], true);
        }
      } catch {
        // what is wrong is said again when the form is saved
      }
      asking = false;
      ask();
    };
    form.addEventListener("focusout", (event) => {
      const field = event.target;
      if (!(field instanceof HTMLElement) || !field.id || !field.matches("input, textarea, select")) return;
      left.add(field.id);
      ask();
    });
  };

  /** Move an entry of a list by key: Alt and an arrow press its button. @param {HTMLFormElement} form */
  const moveByKey = (form) => {
    form.addEventListener("keydown", (event) => {
      const way = { ArrowUp: "up:", ArrowDown: "down:" }[event.key];
      if (!way || !event.altKey || !(event.target instanceof Element)) return;
      const button = event.target.closest(".ed-entries > li")?.querySelector(`.ed-arrange > button[value^="${way}"]`);
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      button.click();
    });
  };

  /** @param {HTMLTextAreaElement} area @param {string} before @param {string} after */
  const wrap = (area, before, after) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    area.setRangeText(`${before}${value.slice(start, end)}${after}`, start, end, "select");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  /** @param {HTMLTextAreaElement} area @param {string} sign */
  const lines = (area, sign) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const first = value.lastIndexOf("\n", start - 1) + 1;
    const chosen = value.slice(first, end).split("\n");
    const marked = chosen.map((each, place) => (sign === "1." ? `${place + 1}. ${each}` : `${sign} ${each}`));
    area.setRangeText(marked.join("\n"), first, end, "select");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  const TABLE = "\n| First | Second |\n|---|---|\n|  |  |\n|  |  |\n";

  /** @type {[string, (area: HTMLTextAreaElement) => void][]} */
  const TOOLS = [
    ["Bold", (area) => wrap(area, "**", "**")],
    ["List", (area) => lines(area, "-")],
    ["Numbered list", (area) => lines(area, "1.")],
    ["Link", (area) => wrap(area, "[", "](https://)")],
    ["Table", (area) => wrap(area, TABLE, "")],
  ];

  /** @param {HTMLFormElement} form */
  const wordOf = (form) => {
    const word = form.elements.namedItem("form-word");
    return word instanceof HTMLInputElement ? word.value : "";
  };

  /** Turn what comes from Word or a web page into clean text. @param {HTMLTextAreaElement} area @param {string} word @param {ClipboardEvent} event */
  const paste = async (area, word, event) => {
    const html = event.clipboardData ? event.clipboardData.getData("text/html") : "";
    if (!html) return;
    event.preventDefault();
    const data = new FormData();
    data.set("form-word", word);
    data.set("html", html);
    const answer = await fetch("/paste", { method: "POST", body: data });
    const { text, told } = answer.ok
      ? await answer.json()
      : { text: event.clipboardData ? event.clipboardData.getData("text/plain") : "", told: [] };
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    const note = document.createElement("p");
    note.className = "ed-help";
    note.setAttribute("role", "status");
    note.textContent = told.join(" ");
    area.after(note);
  };

  /** Let a fact be chosen by what it is about: its name goes into the text. @param {HTMLTextAreaElement} area @param {HTMLElement} bar */
  const putIn = (area, bar) => {
    const facts = document.querySelectorAll(".ed-values li");
    if (facts.length === 0) return;
    const list = document.createElement("select");
    list.setAttribute("aria-label", "Put in a fact");
    list.append(new Option("Put in a fact", ""));
    for (const each of facts) {
      const name = each.querySelector("code")?.textContent || "";
      list.append(new Option((each.textContent || "").replace(name, "").trim(), name));
    }
    list.addEventListener("change", () => {
      if (list.value) wrap(area, list.value, "");
      list.value = "";
    });
    bar.append(list);
  };

  /** Put tools and a preview beside a text of several paragraphs. @param {HTMLTextAreaElement} area */
  const equip = (area) => {
    const form = area.form;
    if (!form) return;
    const bar = document.createElement("div");
    bar.className = "ed-bar";
    const preview = document.createElement("div");
    preview.className = "ed-preview hb-prose";
    preview.hidden = true;
    const button = (/** @type {string} */ words, /** @type {() => void} */ act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "ed-quiet";
      made.textContent = words;
      made.addEventListener("click", act);
      bar.append(made);
    };
    for (const [words, act] of TOOLS) button(words, () => act(area));
    button("How it will look", async () => {
      const data = new FormData();
      data.set("form-word", wordOf(form));
      data.set("text", area.value);
      const answer = await fetch("/preview", { method: "POST", body: data });
      if (!answer.ok) return;
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
      preview.replaceChildren(...shown.body.childNodes);
      preview.hidden = false;
      preview.scrollIntoView({ block: "nearest" });
    });
    putIn(area, bar);
    area.before(bar);
    area.after(preview);
    area.addEventListener("paste", (event) => paste(area, wordOf(form), event));
  };

  /** What was saved is told until a form is changed, or the browser refuses to send it. */
  const letGo = () => {
    for (const each of document.querySelectorAll(".ed-flash")) each.remove();
  };
  document.addEventListener("input", letGo);
  document.addEventListener("invalid", letGo, true);

  for (const form of document.querySelectorAll("form[data-keep]")) if (form instanceof HTMLFormElement) keep(form);
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (form instanceof HTMLFormElement) moveByKey(form);
  }
  for (const form of document.querySelectorAll("form[data-try]")) if (form instanceof HTMLFormElement) examine(form);
  for (const area of document.querySelectorAll("textarea[data-marked]")) {
    if (area instanceof HTMLTextAreaElement) equip(area);
  }
})();
