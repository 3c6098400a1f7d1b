/* The menu, what is on this page, wide tables, printing, and links when the site is opened from a folder. */
(function () {
  "use strict";
  var WIDE = window.matchMedia("(min-width: 76.25em)");
  var DESK = window.matchMedia("(min-width: 60em)");

  function menu() {
    var nav = document.getElementById("hb-nav");
    var opener = document.getElementById("hb-menu");
    var closer = document.getElementById("hb-close");
    var others = document.querySelectorAll(".md-skip, .md-header, .md-banner, .md-content, .hb-toc, .hb-footer");

    function show(open) {
      nav.classList.toggle("hb-shown", open);
      document.body.classList.toggle("hb-menu-open", open);
      opener.setAttribute("aria-expanded", String(open));
      others.forEach(function (other) {
        other.inert = open;
      });
      (open ? closer : opener).focus();
    }

    function asButton(link, open) {
      link.setAttribute("role", "button");
      link.addEventListener("click", function (event) {
        event.preventDefault();
        show(open);
      });
      link.addEventListener("keydown", function (event) {
        if (event.key !== " ") return;
        event.preventDefault();
        show(open);
      });
    }

    asButton(opener, true);
    asButton(closer, false);
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", nav.id);
    nav.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && nav.classList.contains("hb-shown")) show(false);
    });
    document.addEventListener("click", function (event) {
      if (nav.classList.contains("hb-shown") && !nav.contains(event.target) && !opener.contains(event.target)) show(false);
    });
    WIDE.addEventListener("change", function () {
      if (nav.classList.contains("hb-shown")) show(false);
    });
    var here = nav.querySelector("[aria-current=page]");
    if (here && WIDE.matches) nav.scrollTop = here.offsetTop - nav.clientHeight / 2;
  }

  function contents() {
    var toc = document.getElementById("hb-toc");
    if (!toc) return;
    toc.open = DESK.matches;
    DESK.addEventListener("change", function () {
      toc.open = DESK.matches;
    });
    toc.addEventListener("click", function (event) {
      if (event.target.closest("a") && !DESK.matches) toc.open = false;
    });
    var links = {};
    toc.querySelectorAll("a").forEach(function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
    });
    var observer = new IntersectionObserver(function (entries) {
      var top = entries.find(function (entry) {
        return entry.isIntersecting;
      });
      if (!top) return;
      Object.values(links).forEach(function (link) {
        link.removeAttribute("aria-current");
      });
      links[top.target.id].setAttribute("aria-current", "location");
    }, { rootMargin: "0px 0px -70% 0px" });
    Object.keys(links).forEach(function (id) {
      var heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    });
  }

  /* What is folded on the screen is printed unfolded. */
  function printing() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll(".md-content details:not([open])"));
      opened.forEach(function (each) {
        each.open = true;
      });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (each) {
        each.open = false;
      });
    });
  }

  /* In a folder there is no server to find the page of an address that ends in a slash. */
  function folder() {
    if (location.protocol !== "file:") return;
    function mend(link) {
      var address = new URL(link.href, location);
      if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return;
      address.pathname += "index.html";
      link.href = address.href;
    }
    document.querySelectorAll("a[href]").forEach(mend);
    ["click", "auxclick", "focusin"].forEach(function (kind) {
      document.addEventListener(kind, function (event) {
        var link = event.target.closest("a[href]");
        if (link) mend(link);
      }, true);
    });
  }

  menu();
  contents();
  printing();
  folder();
})();
