/* Small helps on every page: wide tables, a filter for directories, printing. */
(function () {
  "use strict";
  var article = document.querySelector("article");
  if (!article) return;

  function make(tag, className, words) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }

  /* A table too wide for the screen, or squeezed into tall thin columns by it, stands as one box for each row. What is still
     too wide scrolls by key, and says so. */
  function wide() {
    article.querySelectorAll(".hb-scroll, .hb-flow").forEach(function (box) {
      var titles = Array.prototype.map.call(box.querySelectorAll("th"), function (each) { return each.textContent; });
      var hint = make("p", "hb-wide", "Slide it sideways to see all of it.");
      box.querySelectorAll("tbody tr").forEach(function (row) {
        Array.prototype.forEach.call(row.cells, function (cell, at) { if (at && titles[at]) cell.dataset.label = titles[at]; });
      });
      function spills() { return box.scrollWidth > box.clientWidth + 1; }
      function squeezed() {
        var width = box.clientWidth;
        return width < 30 * parseFloat(getComputedStyle(box).fontSize) && Array.prototype.some.call(box.querySelectorAll("tr"), function (row) {
          return row.offsetHeight > width * 0.7;
        });
      }
      function fit() {
        box.classList.remove("hb-stacked");
        if (titles.length && (spills() || squeezed())) box.classList.add("hb-stacked");
        if (!spills()) {
          hint.remove();
          ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
          return;
        }
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", heading(box));
        if (!hint.isConnected) box.before(hint);
      }
      var observer = new ResizeObserver(function () { requestAnimationFrame(fit); });
      observer.observe(box);
      observer.observe(box.firstElementChild); // wider letters make the table wider, and not the box
      fit();
    });
  }

  function heading(place) {
    var found = "";
    article.querySelectorAll("h1, h2, h3").forEach(function (each) {
      if (each.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) found = each.textContent;
    });
    return found;
  }

  /* A directory can be narrowed by kind and by words; without this script it stands there whole. */
  function filters() {
    article.querySelectorAll(".hb-directory").forEach(function (directory, number) {
      var groups = Array.prototype.map.call(directory.querySelectorAll("h3[id]"), function (title) {
        var parts = [title], next = title.nextElementSibling;
        while (next && next.tagName !== "H3") { parts.push(next); next = next.nextElementSibling; }
        return { title: title, parts: parts, entries: parts.filter(function (each) { return each.classList.contains("hb-contact"); }) };
      });
      var filled = groups.filter(function (group) { return group.entries.length; });
      if (filled.length < 2 && !(filled.length && filled[0].entries.length > 2)) return;
      var form = make("form", "hb-filter"), kinds = make("select"), words = make("input"), count = make("p", "hb-filter-count");
      form.setAttribute("role", "search");
      form.setAttribute("aria-label", "Find a place in this directory");
      kinds.id = "hb-kind-" + number;
      words.id = "hb-words-" + number;
      words.type = "search";
      words.autocomplete = "off";
      count.setAttribute("role", "status");
      kinds.append(new Option("Every kind of place", ""));
      filled.forEach(function (group) { kinds.append(new Option(group.title.textContent.trim(), group.title.id)); });
      form.append(labelled(kinds, "What you look for"), labelled(words, "Words, such as free, lift or Sunday"), count);
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", narrow);
      groups[0].title.insertAdjacentElement("beforebegin", form);
      narrow();

      function narrow() {
        var asked = words.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0, all = !kinds.value && !asked.length;
        groups.forEach(function (group) {
          var here = 0;
          group.entries.forEach(function (entry) {
            var text = (group.title.textContent + " " + entry.textContent).toLowerCase();
            var fits = (!kinds.value || kinds.value === group.title.id) && asked.every(function (word) { return text.indexOf(word) >= 0; });
            entry.hidden = !fits;
            here += fits ? 1 : 0;
          });
          shown += here;
          group.parts.forEach(function (part) { if (group.entries.indexOf(part) < 0) part.hidden = !all && !here; });
        });
        count.textContent = shown === 1 ? "1 place" : shown + " places";
      }
    });
  }

  function labelled(field, words) {
    var label = make("label", "", words);
    label.htmlFor = field.id;
    var both = make("div");
    both.append(label, field);
    return both;
  }

  /* What is folded on the screen is printed open; and each document has a button to print. */
  function printing() {
    var folded = [];
    window.addEventListener("beforeprint", function () {
      folded = Array.prototype.filter.call(article.querySelectorAll("details"), function (each) { return !each.open; });
      folded.forEach(function (each) { each.open = true; });
    });
    window.addEventListener("afterprint", function () { folded.forEach(function (each) { each.open = false; }); });
    var place = article.querySelector(".hb-actions") || article.querySelector(".hb-document");
    if (!place) return;
    var print = make("button", "md-button hb-print", "Print this page");
    print.type = "button";
    print.addEventListener("click", function () { window.print(); });
    var download = place.querySelector(".hb-size");
    if (download) download.insertAdjacentElement("afterend", print); else place.append(print);
  }

  /* Help floats at the foot of the screen once the bar of help at the top is out of sight. */
  function help() {
    var floating = document.querySelector(".hb-help-float"), bar = document.querySelector(".hb-help");
    if (!floating || !bar || !window.IntersectionObserver) return;
    new IntersectionObserver(function (seen) { floating.hidden = seen[0].isIntersecting; }).observe(bar);
  }

  /* A link to something folded opens it. */
  function unfold() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = target && target.closest("details");
    if (folded) folded.open = true;
  }

  wide();
  filters();
  printing();
  unfold();
  help();
  window.addEventListener("hashchange", unfold);
})();
