import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, pageIn } from "./classic.js";

const { clock } = handbook(["clock"]);

test("times are said as people say them", () => {
  const said = { 0: "12am", 540: "9am", 545: "9:05am", 719: "11:59am", 720: "midday", 721: "12:01pm", 1290: "9:30pm" };
  for (const [minutes, words] of Object.entries(said)) assert.equal(clock.timeOfDay(Number(minutes)), words);
});

test("elsewhere times are written as people there write them", () => {
  const welsh = handbook(["clock"], { document: pageIn("cy") }).clock;
  assert.deepEqual([0, 545, 720, 1290, 1500].map(welsh.timeOfDay), ["00:00", "09:05", "12:00", "21:30", "01:00"]);
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

test("minutes are counted in the language of the page", () => {
  const globals = {
    document: pageIn("cy"),
    handbookSentences: { "{n} minute": { two: "{n} funud", other: "{n} munud" } },
  };
  assert.deepEqual([1, 2, 20].map(handbook(["clock"], globals).clock.inMinutes), ["1 munud", "2 funud", "20 munud"]);
});

test("a day is written with its year first, in the reader's own time", () => {
  const late = new Date(2027, 0, 5, 23, 7);
  assert.deepEqual([clock.isoDay(late), clock.minutesOf(late)], ["2027-01-05", 23 * 60 + 7]);
});
