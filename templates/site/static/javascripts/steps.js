/* Steps in a corridor: on a phone each is one line that opens, and each can be ticked. What is ticked is gone when the page is left. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext } = handbook;
  const PHONE = window.matchMedia("(max-width: 60em)");
  const steps = every(".hb-step");
  if (!steps.length) return;
  const parts = steps.map(foldable);
  const done = make("p", "hb-steps-done"),
    whole = button("hb-button", "", () => foldAll(parts.some((each) => each.isOpen())));

  /**
   * A step with a head that opens and folds it, and a box to tick.
   * @param {HTMLElement} step
   */
  function foldable(step) {
    const head = the(".hb-step-head", step),
      title = the("h4", head),
      body = make("div", "hb-step-body");
    const opener = button("hb-step-open", "", () => fold(isOpen())),
      ticked = make("input"),
      label = make("label", "hb-step-tick");
    while (head.nextSibling) body.append(head.nextSibling);
    opener.append(...Array.from(title.childNodes));
    title.append(opener);
    ticked.type = "checkbox";
    ticked.autocomplete = "off";
    label.append(ticked, gettext("Done"));
    body.append(label);
    step.append(body);

    function isOpen() {
      return !body.hasAttribute("hidden");
    }

    /** @param {boolean} folded */
    function fold(folded) {
      if (folded) body.setAttribute("hidden", "until-found");
      else body.removeAttribute("hidden");
      opener.setAttribute("aria-expanded", String(!folded));
      step.classList.toggle("hb-folded", folded);
    }

    /** @param {boolean} isDone */
    function tick(isDone) {
      ticked.checked = isDone;
      step.classList.toggle("hb-ticked", isDone);
    }

    body.addEventListener("beforematch", () => fold(false));
    ticked.addEventListener("change", () => {
      tick(ticked.checked);
      tell();
      if (ticked.checked && PHONE.matches) goOn(step);
    });
    return { step, opener, fold, isOpen, tick, isTicked: () => ticked.checked };
  }

  /**
   * Fold a step that is done, and open the next that is not.
   * @param {HTMLElement} step
   */
  function goOn(step) {
    const at = parts.findIndex((each) => each.step === step),
      next = parts.slice(at + 1).find((each) => !each.isTicked());
    parts[at].fold(true);
    if (!next) return;
    next.fold(false);
    next.opener.focus();
    next.step.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} folded */
  function foldAll(folded) {
    parts.forEach((each) => each.fold(folded));
    tell();
  }

  function tell() {
    const n = parts.filter((each) => each.isTicked()).length;
    done.textContent = n
      ? gettext("{n} of {all} done. Nothing of this is kept.", { n, all: parts.length })
      : gettext("Tick what is done. It is gone when you leave this page.");
    whole.textContent = parts.some((each) => each.isOpen()) ? gettext("Fold all steps") : gettext("Open all steps");
  }

  function follow() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1))),
      part = parts.find((each) => place && (each.step.contains(place) || place.contains(each.step)));
    if (!part || !place) return;
    part.fold(false);
    place.scrollIntoView();
    tell();
  }

  const tools = make("div", "hb-steps-tools");
  done.setAttribute("role", "status");
  tools.append(done, whole);
  the(".hb-steps").before(tools);
  parts.forEach((each) => each.opener.addEventListener("click", tell));
  foldAll(PHONE.matches);
  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("pagehide", () => {
    parts.forEach((each) => each.tick(false));
    tell();
  });
  window.addEventListener("beforeprint", () => foldAll(false));
})(window.handbook);
