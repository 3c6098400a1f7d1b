import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook } from "./classic.js";

const { clock } = handbook(["clock"]);

test("times are said as people say them", () => {
  const said = { 0: "12am", 540: "9am", 545: "9:05am", 719: "11:59am", 720: "midday", 721: "12:01pm", 1290: "9:30pm" };
  for (const [minutes, words] of Object.entries(said)) assert.equal(clock.timeOfDay(Number(minutes)), words);
});

test("a time past midnight is one of the next day, and one before it of the last", () => {
  assert.deepEqual([1440, 1500, -60].map(clock.timeOfDay), ["12am", "1am", "11pm"]);
});

test("what is left is minutes and two digits of seconds", () => {
  assert.deepEqual([0, 9, 60, 605, 3600].map(clock.countdown), ["0:00", "0:09", "1:00", "10:05", "60:00"]);
});

test("one minute is no minutes", () => {
  assert.deepEqual([0, 1, 20].map(clock.inMinutes), ["0 minutes", "1 minute", "20 minutes"]);
});

test("a day is written with its year first, in the reader's own time", () => {
  const late = new Date(2027, 0, 5, 23, 7);
  assert.deepEqual([clock.isoDay(late), clock.minutesOf(late)], ["2027-01-05", 23 * 60 + 7]);
});
