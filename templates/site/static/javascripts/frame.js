/* The menu, what is on this page, printing, and links when the site is opened from a folder. */
(function (handbook) {
  "use strict";
  const { the, every, around, inFolder } = handbook;
  const WIDE = window.matchMedia("(min-width: 76.25em)");
  const DESK = window.matchMedia("(min-width: 60em)");

  function menu() {
    const nav = the("#hb-nav"),
      opener = the("#hb-menu"),
      closer = the("#hb-close");
    const others = every(".hb-skip, .hb-header, .hb-banner, .hb-content, .hb-toc, .hb-footer");
    const isOpen = () => nav.classList.contains("hb-shown");

    /** @param {boolean} open */
    function show(open) {
      nav.classList.toggle("hb-shown", open);
      document.body.classList.toggle("hb-menu-open", open);
      opener.setAttribute("aria-expanded", String(open));
      others.forEach((other) => {
        other.inert = open;
      });
      (open ? closer : opener).focus();
    }

    /**
     * @param {HTMLElement} link
     * @param {boolean} open
     */
    function asButton(link, open) {
      link.setAttribute("role", "button");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(open);
      });
      link.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        show(open);
      });
    }

    asButton(opener, true);
    asButton(closer, false);
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", nav.id);
    nav.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isOpen()) show(false);
    });
    document.addEventListener("click", (event) => {
      if (isOpen() && !around(event, "#hb-nav, #hb-menu")) show(false);
    });
    WIDE.addEventListener("change", () => {
      if (isOpen()) show(false);
    });
    /** @type {HTMLElement | null} */
    const here = nav.querySelector("[aria-current=page]");
    if (here && WIDE.matches) nav.scrollTop = here.offsetTop - nav.clientHeight / 2;
  }

  /**
   * Mark, in a list of what is on the page, what is read now.
   * @param {HTMLElement} toc
   */
  function follow(toc) {
    /** @type {Map<string, HTMLAnchorElement>} */
    const links = new Map();
    /** @type {HTMLAnchorElement[]} */
    const listed = every("a", toc);
    listed.forEach((link) => links.set(decodeURIComponent(link.hash.slice(1)), link));
    const observer = new IntersectionObserver(
      (entries) => {
        const top = entries.find((entry) => entry.isIntersecting),
          link = top && links.get(top.target.id);
        if (!link) return;
        listed.forEach((each) => each.removeAttribute("aria-current"));
        link.setAttribute("aria-current", "location");
      },
      { rootMargin: "0px 0px -70% 0px" },
    );
    links.forEach((_, id) => {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    });
  }

  function contents() {
    const toc = /** @type {HTMLDetailsElement | null} */ (document.getElementById("hb-toc"));
    if (!toc) return;
    toc.open = DESK.matches;
    DESK.addEventListener("change", () => {
      toc.open = DESK.matches;
    });
    toc.addEventListener("click", (event) => {
      if (around(event, "a") && !DESK.matches) toc.open = false;
    });
    follow(toc);
  }

  /** What is folded on the screen is printed unfolded. */
  function printing() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    /** @param {boolean} open */
    function fold(open) {
      opened.forEach((each) => {
        each.open = open;
      });
    }
    window.addEventListener("beforeprint", () => {
      opened = every(".hb-content details:not([open])");
      fold(true);
    });
    window.addEventListener("afterprint", () => fold(false));
  }

  /** In a folder there is no server to find the page of an address that ends in a slash. */
  function folder() {
    if (!inFolder()) return;
    /** @param {HTMLAnchorElement} link */
    function mend(link) {
      const address = new URL(link.href, location.href);
      if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return;
      address.pathname += "index.html";
      link.href = address.href;
    }
    /** @type {HTMLAnchorElement[]} */
    const links = every("a[href]");
    links.forEach(mend);
    ["click", "auxclick", "focusin"].forEach((kind) => {
      document.addEventListener(
        kind,
        (event) => {
          const link = around(event, "a[href]");
          if (link instanceof HTMLAnchorElement) mend(link);
        },
        true,
      );
    });
  }

  menu();
  contents();
  printing();
  folder();
})(window.handbook);
