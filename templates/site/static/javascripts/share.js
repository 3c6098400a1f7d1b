/* Sharing one thing, a page or a step of it, by the device's own way of sharing, or else as a copied address. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext, inFolder } = handbook;
  if (inFolder()) return; // an address in a folder leads nowhere on another device
  const said = make("p", "hb-share-said");

  /**
   * @param {string} id of a place on the page, or nothing for all of it
   * @param {string} title
   */
  async function share(id, title) {
    const url = location.origin + location.pathname + (id ? `#${id}` : "");
    if (navigator.share) {
      await navigator.share({ title, url }).catch(() => {}); // somebody thought better of it
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = gettext("Copied: the way to “{title}”.", { title });
    } catch {
      said.textContent = url;
    }
  }

  /**
   * A button below something that has a heading of its own.
   * @param {HTMLElement} box
   */
  function offer(box) {
    /** @type {HTMLElement | null} */
    const heading = box.querySelector(":is(h3, h4)[id]");
    if (!heading) return;
    const title = (heading.textContent || "").trim(),
      made = button("hb-share", gettext("Share"), () => share(heading.id, title));
    made.setAttribute("aria-label", gettext("Share: {title}", { title }));
    (box.querySelector(".hb-step-body") || box).append(made);
  }

  const title = the("article h1");
  said.setAttribute("role", "status");
  handbook.action(button("hb-button", gettext("Share"), () => share("", (title.textContent || "").trim())));
  handbook.action(said);
  every(".hb-step, .hb-escalation, .hb-contact").forEach(offer);
})(window.handbook);
