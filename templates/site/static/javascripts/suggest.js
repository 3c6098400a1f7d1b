/* A way from each heading to where a change to it is suggested or made; without this script, one link for the page. */
(function (handbook) {
  "use strict";
  const { the, every, make, link, button, gettext } = handbook;
  const box = the("#hb-suggest"),
    { href } = /** @type {HTMLAnchorElement} */ (the("a", box)),
    place = box.dataset.place || "",
    form = box.dataset.amend || "";
  const parts = (box.dataset.parts || "").split(" "),
    headings = every("article :is(h2, h3, h4)[id]").filter((each) => parts.includes(each.id));
  if (!headings.length) return;

  const choice = make("select"),
    suggest = link("", gettext("Suggest a change"), href),
    amend = make("p"),
    told = make("code");

  /** The part that is chosen, as files and forms name it. */
  const chosen = () => place + (choice.value ? `#${choice.value}` : "");

  function show() {
    suggest.href = href.replace(encodeURIComponent(place), encodeURIComponent(chosen()));
    told.textContent = chosen();
    amend.hidden = !form || !choice.value;
  }

  /**
   * @param {string} value
   * @param {string} words
   */
  function offer(value, words) {
    const option = make("option", "", words);
    option.value = value;
    choice.append(option);
  }

  function copying() {
    const done = make("span");
    done.setAttribute("role", "status");
    const copy = button("hb-button", gettext("Copy the place"), () => {
      void navigator.clipboard.writeText(chosen()).then(() => {
        done.textContent = gettext("Copied.");
      });
    });
    return navigator.clipboard ? [copy, " ", done] : [];
  }

  /** @param {HTMLElement} heading */
  function mark(heading) {
    const title = heading.textContent || heading.id,
      way = link("hb-suggest-way", "\u270e", "#hb-suggest");
    offer(heading.id, title);
    way.setAttribute("aria-label", gettext("Change: {title}", { title }));
    way.addEventListener("click", (event) => {
      event.preventDefault();
      choice.value = heading.id;
      show();
      choice.focus();
    });
    heading.append(" ", way);
  }

  offer("", gettext("The whole page"));
  headings.forEach(mark);
  const label = make("label", "", gettext("Which part")),
    which = make("p"),
    line = make("p");
  label.append(" ", choice);
  which.append(label);
  line.append(suggest);
  amend.append(link("", gettext("Amend this for our trust"), form), " ", gettext("The form asks for the place:"));
  amend.append(" ", told, " ", ...copying());
  choice.addEventListener("change", show);
  box.replaceChildren(which, line, amend);
  show();
})(window.handbook);
