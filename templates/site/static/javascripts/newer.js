/* Asks the national website, when a trainer wants it and never by itself, whether there is a newer edition. */
(function (handbook) {
  "use strict";
  const { the, make, button, gettext } = handbook;
  const box = the(".hb-newer"),
    told = make("p");
  told.setAttribute("role", "status");

  async function ask() {
    told.textContent = gettext("Asking …");
    told.textContent = await answer();
  }

  async function answer() {
    const ours = box.dataset.edition || "";
    try {
      const options = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
      const said = await fetch(box.dataset.manifest || "", /** @type {RequestInit} */ (options));
      const { edition } = said.ok ? await said.json() : { edition: "" };
      if (!/^[0-9]{4}[.][0-9]{2}$/.test(edition)) throw new Error("no manifest");
      if (edition <= ours) return gettext("This is the newest national edition.");
      return gettext(
        "There is a newer one: edition {edition}. Look for its request in your repository. If there is none, the weekly job has stopped: open Actions, choose National edition, and start it.",
        { edition },
      );
    } catch {
      return gettext(
        "The national website could not be asked. Open its address and compare the edition at the foot of its pages.",
      );
    }
  }

  box.append(
    button("hb-button", gettext("Ask whether there is a newer national edition"), () => void ask()),
    told,
  );
})(window.handbook);
