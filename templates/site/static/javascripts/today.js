/* Which training day is today, which session now, and what the next day needs: worked out on the phone, because the page cannot
   know the day. */
(function (handbook) {
  "use strict";
  const { make, link, pageOf, locale, placed, gettext, dayInWords, clock } = handbook;
  const data = document.getElementById("hb-course");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".hb-today");
  if (!data || !box) return;
  /** @type {CourseDay[]} */
  const days = JSON.parse(data.textContent || "[]");
  const root = (data.dataset.root || ".").replace(/\/?$/, "/");

  /**
   * The address of a page or file from here.
   * @param {string} place
   */
  function addressOf(place) {
    const [path, anchor] = place.split("#");
    return root + (path.endsWith("/") ? pageOf(path) : path) + (anchor ? `#${anchor}` : "");
  }

  /**
   * @param {string} sentence with a {title}, which leads there
   * @param {{title: string, url?: string}} place
   */
  function line(sentence, { title, url }) {
    const made = make("p");
    made.append(...placed(sentence, { title: url ? link("", title, addressOf(url)) : title }));
    return made;
  }

  /**
   * @param {CourseDay} day
   * @param {number} now in minutes
   */
  function today(day, now) {
    const current = day.parts.find((each) => each.start <= now && now < each.end);
    const later = day.parts.find((each) => each.start > now);
    const lines = [line(gettext("Today: {title}"), day)];
    if (current) {
      const time = clock.timeOfDay(current.end);
      lines.push(line(gettext("Now, until {time}: {title}", { time }), current));
    }
    if (later) {
      const time = clock.timeOfDay(later.start);
      const words = current
        ? gettext("Next, at {time}: {title}", { time })
        : gettext("First, at {time}: {title}", { time });
      lines.push(line(words, later));
    }
    return current || later
      ? [...lines, ...packs(day)]
      : [...lines, make("p", "", gettext("Today's sessions are over."))];
  }

  /** @param {CourseDay} day */
  function packs(day) {
    return day.packs.map((pack) => line(gettext("To print: {title}"), pack));
  }

  /**
   * A day that is to come, with what people bring and what is printed for it.
   * @param {CourseDay} day
   */
  function coming(day) {
    const noon = new Date(`${day.date}T12:00:00`),
      weekday = noon.toLocaleDateString(locale, { weekday: "long" }),
      bring = { title: gettext("what to bring"), url: `${day.url}#bring` };
    return [
      line(gettext("Next training day, {weekday} {day}: {title}", { weekday, day: dayInWords(noon) }), day),
      ...(day.brings ? [line(gettext("See {title}"), bring)] : []),
      ...packs(day),
    ];
  }

  function show() {
    if (!box) return;
    const date = new Date(),
      iso = clock.isoDay(date),
      minutes = clock.minutesOf(date),
      now = days.find((day) => day.date === iso),
      next = days.find((day) => day.date > iso),
      isOver = !now || now.parts.every((part) => part.end <= minutes);
    box.hidden = !now && !next;
    box.replaceChildren(...(now ? today(now, minutes) : []), ...(next && isOver ? coming(next) : []));
  }

  show();
  setInterval(show, 60000);
  document.addEventListener("visibilitychange", show);
})(window.handbook);
