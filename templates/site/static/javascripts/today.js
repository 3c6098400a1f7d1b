/* Which training day is today, and which session now: worked out on the phone, because the page cannot know the day. */
(function (handbook) {
  "use strict";
  const { make, link, pageOf, dayInWords, clock } = handbook;
  const data = document.getElementById("hb-course");
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".hb-today");
  if (!data || !box) return;
  /** @type {CourseDay[]} */
  const days = JSON.parse(data.textContent || "[]");

  /**
   * @param {string} words
   * @param {{title: string, url?: string}} place
   */
  function line(words, { title, url }) {
    const made = make("p", "", words);
    made.append(url ? link("", title, pageOf(url)) : title);
    return made;
  }

  /**
   * @param {CourseDay} day
   * @param {number} now in minutes
   */
  function today(day, now) {
    const current = day.parts.find((each) => each.start <= now && now < each.end);
    const later = day.parts.find((each) => each.start > now);
    const lines = [line("Today: ", day)];
    if (current) lines.push(line(`Now, until ${clock.timeOfDay(current.end)}: `, current));
    if (later) lines.push(line(`${current ? "Next" : "First"}, at ${clock.timeOfDay(later.start)}: `, later));
    if (!current && !later) lines.push(line("", { title: "Today's sessions are over." }));
    return lines;
  }

  /** @param {CourseDay} day */
  function coming(day) {
    const noon = new Date(`${day.date}T12:00:00`),
      weekday = noon.toLocaleDateString("en-GB", { weekday: "long" });
    return line(`Next training day, ${weekday} ${dayInWords(noon)}: `, day);
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
