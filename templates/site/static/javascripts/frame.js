/* The menu, what is on this page, wide tables, printing, and links when the site is opened from a folder. */
(function () {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 76.25em)");
  const DESK = window.matchMedia("(min-width: 60em)");

  function menu() {
    const nav = document.getElementById("hb-nav");
    const opener = document.getElementById("hb-menu");
    const closer = document.getElementById("hb-close");
    const others = document.querySelectorAll(".md-skip, .md-header, .md-banner, .md-content, .hb-toc, .hb-footer");

    function show(open) {
      nav.classList.toggle("hb-shown", open);
      document.body.classList.toggle("hb-menu-open", open);
      opener.setAttribute("aria-expanded", String(open));
      others.forEach((other) => {
        other.inert = open;
      });
      (open ? closer : opener).focus();
    }

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
      if (event.key === "Escape" && nav.classList.contains("hb-shown")) show(false);
    });
    document.addEventListener("click", (event) => {
      if (nav.classList.contains("hb-shown") && !nav.contains(event.target) && !opener.contains(event.target))
        show(false);
    });
    WIDE.addEventListener("change", () => {
      if (nav.classList.contains("hb-shown")) show(false);
    });
    const here = nav.querySelector("[aria-current=page]");
    if (here && WIDE.matches) nav.scrollTop = here.offsetTop - nav.clientHeight / 2;
  }

  function contents() {
    const toc = document.getElementById("hb-toc");
    if (!toc) return;
    toc.open = DESK.matches;
    DESK.addEventListener("change", () => {
      toc.open = DESK.matches;
    });
    toc.addEventListener("click", (event) => {
      if (event.target.closest("a") && !DESK.matches) toc.open = false;
    });
    const links = {};
    toc.querySelectorAll("a").forEach((link) => {
      links[decodeURIComponent(link.hash.slice(1))] = link;
    });
    const observer = new IntersectionObserver(
      (entries) => {
        const top = entries.find((entry) => {
          return entry.isIntersecting;
        });
        if (!top) return;
        Object.values(links).forEach((link) => {
          link.removeAttribute("aria-current");
        });
        links[top.target.id].setAttribute("aria-current", "location");
      },
      { rootMargin: "0px 0px -70% 0px" },
    );
    Object.keys(links).forEach((id) => {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    });
  }

  /* What is folded on the screen is printed unfolded. */
  function printing() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = Array.from(document.querySelectorAll(".md-content details:not([open])"));
      opened.forEach((each) => {
        each.open = true;
      });
    });
    window.addEventListener("afterprint", () => {
      opened.forEach((each) => {
        each.open = false;
      });
    });
  }

  /* In a folder there is no server to find the page of an address that ends in a slash. */
  function folder() {
    if (location.protocol !== "file:") return;
    function mend(link) {
      const address = new URL(link.href, location);
      if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return;
      address.pathname += "index.html";
      link.href = address.href;
    }
    document.querySelectorAll("a[href]").forEach(mend);
    ["click", "auxclick", "focusin"].forEach((kind) => {
      document.addEventListener(
        kind,
        (event) => {
          const link = event.target.closest("a[href]");
          if (link) mend(link);
        },
        true,
      );
    });
  }

  menu();
  contents();
  printing();
  folder();
})();
