/* Small helps on every page: wide tables, a filter for directories, printing. */
(function () {
  "use strict";
  const article = document.querySelector("article");
  if (!article) return;

  function make(tag, className, words) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }

  /* A table too wide for the screen, or squeezed into tall thin columns by it, stands as one box for each row. What is still
     too wide scrolls by key, and says so. */
  function wide() {
    article.querySelectorAll(".hb-scroll, .hb-flow").forEach((box) => {
      const titles = Array.prototype.map.call(box.querySelectorAll("th"), (each) => {
        return each.textContent;
      });
      const hint = make("p", "hb-wide", "Slide it sideways to see all of it.");
      box.querySelectorAll("tbody tr").forEach((row) => {
        Array.prototype.forEach.call(row.cells, (cell, at) => {
          if (at && titles[at]) cell.dataset.label = titles[at];
        });
      });
      function spills() {
        return box.scrollWidth > box.clientWidth + 1;
      }
      function squeezed() {
        const width = box.clientWidth;
        return (
          width < 30 * parseFloat(getComputedStyle(box).fontSize) &&
          Array.prototype.some.call(box.querySelectorAll("tr"), (row) => {
            return row.offsetHeight > width * 0.7;
          })
        );
      }
      function fit() {
        box.classList.remove("hb-stacked");
        if (titles.length && (spills() || squeezed())) box.classList.add("hb-stacked");
        if (!spills()) {
          hint.remove();
          ["tabindex", "role", "aria-label"].forEach((name) => {
            box.removeAttribute(name);
          });
          return;
        }
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", heading(box));
        if (!hint.isConnected) box.before(hint);
      }
      const observer = new ResizeObserver(() => {
        requestAnimationFrame(fit);
      });
      observer.observe(box);
      observer.observe(box.firstElementChild); // wider letters make the table wider, and not the box
      fit();
    });
  }

  function heading(place) {
    let found = "";
    article.querySelectorAll("h1, h2, h3").forEach((each) => {
      if (each.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) found = each.textContent;
    });
    return found;
  }

  /* A directory can be narrowed by kind and by words; without this script it stands there whole. */
  function filters() {
    article.querySelectorAll(".hb-directory").forEach((directory, number) => {
      const groups = Array.prototype.map.call(directory.querySelectorAll("h3[id]"), (title) => {
        let parts = [title],
          next = title.nextElementSibling;
        while (next && next.tagName !== "H3") {
          parts.push(next);
          next = next.nextElementSibling;
        }
        return {
          title,
          parts,
          entries: parts.filter((each) => {
            return each.classList.contains("hb-contact");
          }),
        };
      });
      const filled = groups.filter((group) => {
        return group.entries.length;
      });
      if (filled.length < 2 && !(filled.length && filled[0].entries.length > 2)) return;
      const form = make("form", "hb-filter"),
        kinds = make("select"),
        words = make("input"),
        count = make("p", "hb-filter-count");
      form.setAttribute("role", "search");
      form.setAttribute("aria-label", "Find a place in this directory");
      kinds.id = `hb-kind-${number}`;
      words.id = `hb-words-${number}`;
      words.type = "search";
      words.autocomplete = "off";
      count.setAttribute("role", "status");
      kinds.append(new Option("Every kind of place", ""));
      filled.forEach((group) => {
        kinds.append(new Option(group.title.textContent.trim(), group.title.id));
      });
      form.append(labelled(kinds, "What you look for"), labelled(words, "Words, such as free, lift or Sunday"), count);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
      });
      form.addEventListener("input", narrow);
      groups[0].title.insertAdjacentElement("beforebegin", form);
      narrow();

      function narrow() {
        let asked = words.value.toLowerCase().split(/\s+/).filter(Boolean),
          shown = 0,
          all = !kinds.value && !asked.length;
        groups.forEach((group) => {
          let here = 0;
          group.entries.forEach((entry) => {
            const text = `${group.title.textContent} ${entry.textContent}`.toLowerCase();
            const fits =
              (!kinds.value || kinds.value === group.title.id) &&
              asked.every((word) => {
                return text.indexOf(word) >= 0;
              });
            entry.hidden = !fits;
            here += fits ? 1 : 0;
          });
          shown += here;
          group.parts.forEach((part) => {
            if (group.entries.indexOf(part) < 0) part.hidden = !all && !here;
          });
        });
        count.textContent = shown === 1 ? "1 place" : `${shown} places`;
      }
    });
  }

  function labelled(field, words) {
    const label = make("label", "", words);
    label.htmlFor = field.id;
    const both = make("div");
    both.append(label, field);
    return both;
  }

  /* What is folded on the screen is printed open; and each document has a button to print. */
  function printing() {
    let folded = [];
    window.addEventListener("beforeprint", () => {
      folded = Array.prototype.filter.call(article.querySelectorAll("details"), (each) => {
        return !each.open;
      });
      folded.forEach((each) => {
        each.open = true;
      });
    });
    window.addEventListener("afterprint", () => {
      folded.forEach((each) => {
        each.open = false;
      });
    });
    const place = article.querySelector(".hb-actions") || article.querySelector(".hb-document");
    if (!place) return;
    const print = make("button", "md-button hb-print", "Print this page");
    print.type = "button";
    print.addEventListener("click", () => {
      window.print();
    });
    const download = place.querySelector(".hb-size");
    if (download) download.insertAdjacentElement("afterend", print);
    else place.append(print);
  }

  /* Help floats at the foot of the screen once the bar of help at the top is out of sight. */
  function help() {
    const floating = document.querySelector(".hb-help-float"),
      bar = document.querySelector(".hb-help");
    if (!floating || !bar || !window.IntersectionObserver) return;
    new IntersectionObserver((seen) => {
      floating.hidden = seen[0].isIntersecting;
    }).observe(bar);
  }

  /* A link to something folded opens it. */
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  }

  wide();
  filters();
  printing();
  unfold();
  help();
  window.addEventListener("hashchange", unfold);
})();
