/* The search box: opens, asks the search engine, and shows what it found. The engine and the index are fetched the first
   time somebody searches. Without this script the box leads to the search page, which lists everything. */
(function () {
  "use strict";

  const PAUSE = 80; /* milliseconds without a key before results change */
  const HUSH = 700; /* milliseconds before a screen reader is told, so that it is told once */
  const WIDE = "(min-width: 60em)";
  const box = document.querySelector("header .hb-search");
  const root = document.documentElement,
    OPEN = "hb-searching";
  if (!box) {
    return;
  }
  let loading = null;

  function script(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = done;
      element.onerror = failed;
      document.head.appendChild(element);
    });
  }

  function load() {
    if (!loading) {
      loading = Promise.all([script(box.dataset.engine), script(box.dataset.index)]).then(() => {
        return window.handbookSearch.engine(window.handbookIndex);
      });
      loading.catch(() => {
        loading = null;
      });
    }
    return loading;
  }

  function make(name, className, words) {
    const element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    if (words) {
      element.textContent = words;
    }
    return element;
  }

  /* A page's address from here. In a folder on a disk nothing serves a folder's page, so its file is named. */
  function address(place) {
    let parts = place.split("#"),
      path = parts[0];
    if (location.protocol === "file:") {
      path += "index.html";
    }
    return box.dataset.root.replace(/\/?$/, "/") + path + (parts[1] ? `#${parts[1]}` : "");
  }

  function link(words, href, className) {
    const element = make("a", className, words);
    element.href = href;
    return element;
  }

  /* Shows a text with the words that were found marked. */
  function marked(element, text, terms) {
    text.split(/([^\s]+)/).forEach((part) => {
      const bare = part
        .toLowerCase()
        .replace(/[’'`]/g, "")
        .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      if (bare && terms.indexOf(window.handbookSearch.stem(bare)) >= 0) {
        element.appendChild(make("mark", "", part));
      } else {
        element.appendChild(document.createTextNode(part));
      }
    });
    return element;
  }

  function widget(root, standsAlone) {
    function part(name) {
      return root.querySelector(name);
    }
    const input = part("input"),
      form = part("form"),
      list = part("ol"),
      meta = part(".md-search-result__meta");
    const urgent = part(".hb-search-urgent"),
      kinds = part(".hb-search-kinds"),
      none = part(".hb-search-none");
    const more = part(".hb-search-more a"),
      told = part("[role=status]"),
      hint = meta.textContent;
    let timer = 0,
      hush = 0,
      kind = -1,
      shownFor = null;

    function calls(index) {
      const listed = make("ul", "hb-search-calls");
      index.calls.forEach((call) => {
        const item = make("li"),
          reach = link("", `tel:${call[2]}`);
        reach.appendChild(make("strong", "", `Call ${call[1]}`));
        reach.appendChild(make("span", "", call[0]));
        if (call[3]) {
          reach.appendChild(make("span", "hb-search-due", call[3]));
        }
        item.appendChild(reach);
        listed.appendChild(item);
      });
      return listed;
    }

    function showUrgent(isUrgent) {
      if (isUrgent && !urgent.firstChild) {
        urgent.appendChild(make("p", "hb-search-danger", "Is a life in danger? Call now. You do not have to be sure."));
        urgent.appendChild(calls(window.handbookIndex));
        urgent.appendChild(link("Help now: everyone you can call", address("help-now/"), "hb-search-helplink"));
      }
      urgent.hidden = !isUrgent;
    }

    function showNone(typed) {
      const who = window.handbookIndex.coordinator,
        ask = make("p", "", "Need help now? ");
      none.textContent = "";
      none.appendChild(
        make(
          "p",
          "",
          `Nothing found for “${typed}”. Try fewer words, or say what happened: ` +
            `“missed meeting”, “lost my phone”.`,
        ),
      );
      ask.appendChild(link("Get help now", address("help-now/")));
      ask.appendChild(document.createTextNode(`. Not sure about something? Ask your ${who[0] || "coordinator"}`));
      if (who[2]) {
        ask.appendChild(document.createTextNode(": "));
        ask.appendChild(link(who[1], `tel:${who[2]}`));
      }
      ask.appendChild(document.createTextNode("."));
      none.appendChild(ask);
    }

    function button(words, number) {
      const element = make("button", "", words);
      element.type = "button";
      element.setAttribute("aria-pressed", String(kind === number));
      element.addEventListener("click", () => {
        kind = number;
        show(shownFor);
        const again = kinds.querySelector("[aria-pressed=true]");
        if (again) {
          again.focus();
        }
      });
      return element;
    }

    function showKinds(found) {
      const counts = {};
      found.results.forEach((result) => {
        counts[result.kind] = (counts[result.kind] || 0) + 1;
      });
      if (!counts[kind]) {
        kind = -1;
      }
      kinds.textContent = "";
      kinds.hidden = Object.keys(counts).length < 2;
      kinds.appendChild(button(`All (${found.results.length})`, -1));
      Object.keys(counts)
        .map(Number)
        .sort((one, other) => {
          return one - other;
        })
        .forEach((number) => {
          kinds.appendChild(button(`${window.handbookIndex.kinds[number][1]} (${counts[number]})`, number));
        });
    }

    function item(result, terms) {
      let element = make("li", "md-search-result__item"),
        text;
      const reach = link("", address(result.address), "md-search-result__link");
      reach.appendChild(make("span", "hb-search-badge", window.handbookIndex.kinds[result.kind][0]));
      reach.appendChild(marked(make("span", "hb-search-title"), result.title, terms));
      if (result.section) {
        reach.appendChild(marked(make("span", "hb-search-section"), result.section, terms));
      }
      text = result.excerpt && marked(make("span", "hb-search-text"), result.excerpt, terms);
      if (text) {
        reach.appendChild(text);
      }
      element.appendChild(reach);
      return element;
    }

    function show(found) {
      shownFor = found;
      showKinds(found);
      const shown = found.results.filter((result) => {
        return kind < 0 || result.kind === kind;
      });
      list.textContent = "";
      shown.forEach((result) => {
        list.appendChild(item(result, found.terms));
      });
      showUrgent(found.urgent);
      none.hidden = shown.length > 0;
      if (!shown.length) {
        showNone(found.typed);
      }
      meta.textContent = !shown.length
        ? "No matching documents"
        : shown.length === 1
          ? "1 matching document"
          : `${shown.length} matching documents`;
      clearTimeout(hush);
      hush = setTimeout(() => {
        told.textContent = (found.urgent ? "Numbers to call now stand above the results. " : "") + meta.textContent;
      }, HUSH);
    }

    function clear() {
      clearTimeout(hush);
      list.textContent = told.textContent = "";
      urgent.hidden = kinds.hidden = none.hidden = true;
      kind = -1;
      shownFor = null;
      meta.textContent = hint;
    }

    function run() {
      const typed = input.value.trim();
      clearTimeout(timer);
      timer = 0;
      more.href = address("search/") + (typed ? `?q=${encodeURIComponent(typed)}` : "");
      if (!typed) {
        clear();
        return Promise.resolve();
      }
      return load().then(
        (engine) => {
          if (input.value.trim() !== typed) {
            return;
          }
          const found = engine.find(input.value);
          found.typed = typed;
          show(found);
          if (standsAlone) {
            remember(typed);
          }
        },
        () => {
          meta.textContent =
            "Search could not be loaded. Try again when you are connected, or use the list from A to Z.";
        },
      );
    }

    function remember(typed) {
      try {
        history.replaceState(null, "", `?q=${encodeURIComponent(typed)}`);
      } catch (_) {
        /* not from a file */
      }
    }

    function go() {
      const first = urgent.hidden ? list.querySelector("a") : urgent.querySelector("a");
      if (!first) {
        return;
      }
      if (!urgent.hidden) {
        first.focus();
      } else if (standsAlone || matchMedia("(pointer: coarse)").matches) {
        input.blur(); /* the keyboard of a phone goes, and the results can be seen */
      } else {
        first.click();
      }
    }

    input.addEventListener("focus", () => {
      load().catch(() => {
        /* told when something is typed */
      });
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim()) {
        meta.textContent = "Searching …";
      }
      timer = setTimeout(run, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      (timer || !shownFor ? run() : Promise.resolve()).then(go);
    });
    root.addEventListener("keydown", (event) => {
      let down = event.key === "ArrowDown",
        links,
        place;
      if (!down && event.key !== "ArrowUp") {
        return;
      }
      links = [input].concat(
        Array.prototype.slice.call(root.querySelectorAll(".hb-search-urgent:not([hidden]) a, .md-search-result__link")),
      );
      place = links.indexOf(document.activeElement);
      if (place < 0) {
        return;
      }
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, place + (down ? 1 : -1)))].focus();
    });
    return { input, run };
  }

  const header = widget(box, false),
    opener = document.querySelector(".hb-search-open a");

  function isOpen() {
    return root.classList.contains(OPEN);
  }

  function open() {
    root.classList.add(OPEN);
    header.input.focus();
  }

  function close(back) {
    root.classList.remove(OPEN);
    if (back) {
      (matchMedia(WIDE).matches ? header.input : opener).focus();
    }
  }

  document.querySelector("label[for=__search]").addEventListener("click", open);
  header.input.addEventListener("focus", () => {
    root.classList.add(OPEN);
  });
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  box.querySelector(".hb-search-close").addEventListener("click", () => {
    close(true);
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "Escape" && isOpen()) {
      close(box.contains(document.activeElement));
      event.preventDefault();
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !box.contains(event.target) && !event.target.closest(".hb-search-open, [for=__search]")) {
      close(false);
    }
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) {
      close(false);
    }
  });
  box.addEventListener("click", (event) => {
    if (event.target.closest(".md-search-result__link")) {
      close(false);
    }
  });

  /* The search page has a box of its own, made of the one in the header, and takes what to look for from its address. */
  const here = document.getElementById("hb-search-here");
  if (here) {
    const copy = box.cloneNode(true),
      asked = new URLSearchParams(location.search);
    copy.classList.add("hb-search-page");
    copy.querySelector("input").removeAttribute("id");
    copy.querySelector("form").setAttribute("aria-label", "Search on this page");
    copy.querySelector(".hb-search-urgent").setAttribute("aria-label", "Help now, for what you searched");
    here.appendChild(copy);
    document.querySelector(".hb-search-without").hidden = true;
    const page = widget(copy, true);
    page.input.value = asked.get("q") || asked.get("query") || "";
    if (page.input.value) {
      page.run();
    }
  }
})();
