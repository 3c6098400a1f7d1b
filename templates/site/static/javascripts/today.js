/* Which training day is today, and which session now: worked out on the phone, because the page cannot know the day. */
(function (handbook) {
  "use strict";
  const { make, link, pageOf, locale, placed, gettext, dayInWords, clock } = handbook;
  const data = document.getElementById("hb-course");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".hb-today");
  if (!data || !box) return;
  /** @type {CourseDay[]} */
  const days = JSON.parse(data.textContent || "[]");

  /**
   * @param {string} sentence with a {title}, which leads there
   * @param {{title: string, url?: string}} place
   */
  function line(sentence, { title, url }) {
    const made = make("p");
    made.append(...placed(sentence, { title: url ? link("", title, pageOf(url)) : title }));
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
    if (!current && !later) lines.push(make("p", "", gettext("Today's sessions are over.")));
    return lines;
  }

  /** @param {CourseDay} day */
  function coming(day) {
    const noon = new Date(`${day.date}T12:00:00`),
      weekday = noon.toLocaleDateString(locale, { weekday: "long" });
    return line(gettext("Next training day, {weekday} {day}: {title}", { weekday, day: dayInWords(noon) }), day);
  }

  function show() {
    if (!box) return;
    const date = new Date(),
      iso = clock.isoDay(date),
      day = days.find((each) => each.date >= iso);
    box.hidden = !day;
    const lines = !day ? [] : day.date === iso ? today(day, clock.minutesOf(date)) : [coming(day)];
    box.replaceChildren(...lines);
  }

  show();
  setInterval(show, 60000);
  document.addEventListener("visibilitychange", show);
})(window.handbook);
