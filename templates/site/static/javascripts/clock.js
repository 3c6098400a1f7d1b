/* Times as people say them. */
(function (handbook) {
  "use strict";

  const { locale, ngettext } = handbook;
  const DAY = 24 * 60,
    NOON = DAY / 2;

  /** @param {number} number */
  function twoDigits(number) {
    return `${number}`.padStart(2, "0");
  }

  /**
   * A time of day: 9am, 1:05pm, midday in English; elsewhere as its people write it.
   * @param {number} minutes since midnight
   */
  function timeOfDay(minutes) {
    const at = ((minutes % DAY) + DAY) % DAY;
    if (!/^en\b/.test(locale)) {
      return new Date(2000, 0, 1, 0, at).toLocaleTimeString(locale, { timeStyle: "short" });
    }
    if (at === NOON) return "midday";
    const hour = Math.floor(at / 60),
      past = at % 60;
    return ((hour + 11) % 12) + 1 + (past ? `:${twoDigits(past)}` : "") + (at < NOON ? "am" : "pm");
  }

  /**
   * A length of time counted down: 4:05.
   * @param {number} seconds
   */
  function countdown(seconds) {
    return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
  }

  /** @param {number} count */
  function inMinutes(count) {
    return ngettext("{n} minute", "{n} minutes", count);
  }

  /**
   * A day as the course's dates are written: 2026-11-06.
   * @param {Date} date
   */
  function isoDay(date) {
    return [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
  }

  /** @param {Date} date */
  function minutesOf(date) {
    return date.getHours() * 60 + date.getMinutes();
  }

  handbook.clock = { timeOfDay, countdown, inMinutes, isoDay, minutesOf };
})(window.handbook);
