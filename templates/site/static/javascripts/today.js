/* Which training day is today, and which session now: worked out on the phone, because the page cannot know the day. */
(function () {
  "use strict";
  const data = document.getElementById("hb-course");
  const box = document.querySelector(".hb-today");
  if (!data || !box) return;
  const days = JSON.parse(data.textContent);
  const end = location.protocol === "file:" ? "index.html" : "";

  function iso(date) {
    return [date.getFullYear(), `0${date.getMonth() + 1}`.slice(-2), `0${date.getDate()}`.slice(-2)].join("-");
  }

  function clock(minutes) {
    if (minutes === 720) return "midday";
    const hour = Math.floor(minutes / 60),
      past = minutes % 60;
    return ((hour + 11) % 12) + 1 + (past ? `:${`0${past}`.slice(-2)}` : "") + (minutes < 720 ? "am" : "pm");
  }

  function line(words, place) {
    const made = document.createElement("p");
    made.append(words);
    if (place.url) {
      const link = document.createElement("a");
      link.href = place.url + end;
      link.textContent = place.title;
      made.append(link);
    } else made.append(place.title);
    box.append(made);
  }

  function show() {
    const date = new Date(),
      today = iso(date),
      now = date.getHours() * 60 + date.getMinutes();
    const day = days.find((each) => {
      return each.date >= today;
    });
    box.textContent = "";
    box.hidden = !day;
    if (!day) return;
    if (day.date !== today) {
      const noon = new Date(`${day.date}T12:00:00`);
      const on = `${noon.toLocaleDateString("en-GB", { weekday: "long" })} ${noon.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
      line(`Next training day, ${on}: `, day);
      return;
    }
    line("Today: ", day);
    const current = day.parts.find((each) => {
      return each.start <= now && now < each.end;
    });
    const later = day.parts.find((each) => {
      return each.start > now;
    });
    if (current) line(`Now, until ${clock(current.end)}: `, current);
    if (later) line(`${current ? "Next" : "First"}, at ${clock(later.start)}: `, later);
    if (!current && !later) line("", { title: "Today's sessions are over." });
  }

  show();
  setInterval(show, 60000);
  document.addEventListener("visibilitychange", show);
})();
