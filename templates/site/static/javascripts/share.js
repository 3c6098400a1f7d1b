/* Hear a page, by a voice of the device that sends the text nowhere, where it has one; and share the page or a step. */
(function (handbook) {
  "use strict";
  const { the, every, make, button, gettext, inFolder, locale } = handbook;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src,
    speech = window.speechSynthesis,
    listen = button("hb-button hb-listen", gettext("Listen"), () => begin(false)),
    fromHere = button("hb-button hb-listen hb-listen-here", gettext("Listen from here"), () => begin(true));
  const said = make("p", "hb-share-said");

  /** A voice of the device for the page's language, best that of its own country. */
  function voice() {
    const spoken = speech
      .getVoices()
      .filter((each) => each.localService && each.lang.slice(0, 2) === locale.slice(0, 2));
    return spoken.find((each) => each.lang.replace("_", "-") === document.documentElement.lang) || spoken[0];
  }

  function look() {
    listen.hidden = !voice();
  }

  /** Once the button at the top is out of sight, another one below reads from what is on the screen. */
  function watch() {
    new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
      fromHere.hidden = listen.hidden || isIntersecting || boundingClientRect.top > 0;
    }).observe(listen);
  }

  /**
   * What reads is fetched when somebody first listens.
   * @param {boolean} isFromHere
   */
  function begin(isFromHere) {
    if (handbook.listen) {
      handbook.listen(voice(), isFromHere);
      return;
    }
    const href = new URL("../stylesheets/listen.css", here).href,
      src = new URL("listen.js", here).href;
    document.head.append(
      Object.assign(make("link"), { rel: "stylesheet", href }),
      Object.assign(make("script"), { src, onload: () => begin(isFromHere) }),
    );
  }

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

  if (speech && document.querySelector("article .hb-written")) {
    handbook.action(listen);
    fromHere.hidden = true;
    the("article").append(fromHere);
    look();
    watch();
    speech.addEventListener("voiceschanged", look);
  }
  if (inFolder()) return; // an address in a folder leads nowhere on another device
  const title = the("article h1");
  said.setAttribute("role", "status");
  handbook.action(button("hb-button", gettext("Share"), () => share("", (title.textContent || "").trim())));
  handbook.action(said);
  every(".hb-step, .hb-escalation, .hb-contact").forEach(offer);
})(window.handbook);
