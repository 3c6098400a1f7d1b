/* A filter for directories, on the pages that have one. */
(function (handbook) {
  "use strict";
  const { every, make, gettext, ngettext } = handbook;

  /**
   * What stands under each heading of a directory.
   * @param {HTMLElement} directory
   * @returns {DirectoryGroup[]}
   */
  function groupsOf(directory) {
    return every("h3[id]", directory).map((title) => {
      /** @type {HTMLElement[]} */
      const parts = [title];
      for (let next = title.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
        parts.push(/** @type {HTMLElement} */ (next));
      }
      return { title, parts, entries: parts.filter((each) => each.classList.contains("hb-contact")) };
    });
  }

  /**
   * Show only the places of a kind that have all of some words; say how many they are.
   * @param {DirectoryGroup[]} groups
   * @param {string} kind the id of its heading, or none for every kind
   * @param {string} typed
   */
  function narrow(groups, kind, typed) {
    const asked = typed.toLowerCase().split(/\s+/).filter(Boolean),
      isAll = !kind && !asked.length;
    let shown = 0;
    groups.forEach(({ title, parts, entries }) => {
      const fits = entries.filter((entry) => {
        const text = `${title.textContent} ${entry.textContent}`.toLowerCase();
        return (!kind || kind === title.id) && asked.every((word) => text.includes(word));
      });
      parts.forEach((part) => {
        part.hidden = entries.includes(part) ? !fits.includes(part) : !isAll && !fits.length;
      });
      shown += fits.length;
    });
    return ngettext("{n} place", "{n} places", shown);
  }

  /**
   * A directory can be narrowed by kind and by words; without this script it stands there whole.
   * @param {HTMLElement} directory
   * @param {number} number
   */
  function filter(directory, number) {
    const groups = groupsOf(directory),
      filled = groups.filter((group) => group.entries.length);
    if (filled.length < 2 && !(filled.length && filled[0].entries.length > 2)) return;
    const form = make("form", "hb-filter"),
      kinds = make("select"),
      words = make("input"),
      count = make("p", "hb-filter-count");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", gettext("Find a place in this directory"));
    kinds.id = `hb-kind-${number}`;
    words.id = `hb-words-${number}`;
    Object.assign(words, { type: "search", autocomplete: "off" });
    count.setAttribute("role", "status");
    kinds.append(new Option(gettext("Every kind of place"), ""));
    filled.forEach(({ title }) => kinds.append(new Option((title.textContent || "").trim(), title.id)));
    form.append(
      labelled(kinds, gettext("What you look for")),
      labelled(words, gettext("Words, such as free, lift or Sunday")),
      count,
    );
    const show = () => {
      count.textContent = narrow(groups, kinds.value, words.value);
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", show);
    groups[0].title.before(form);
    show();
  }

  /**
   * @param {HTMLElement} field
   * @param {string} words
   */
  function labelled(field, words) {
    const label = make("label", "", words),
      both = make("div");
    label.htmlFor = field.id;
    both.append(label, field);
    return both;
  }

  every("article .hb-directory").forEach(filter);
})(window.handbook);
