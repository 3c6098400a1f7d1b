import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, pageIn, plain } from "./classic.js";

const said = (lang, handbookSentences) => handbook([], { document: pageIn(lang), handbookSentences });
const english = handbook([]);

test("without a catalogue, a sentence stands as it is written", () => {
  assert.equal(english.gettext("Print this page"), "Print this page");
  assert.equal(english.gettext("constructor"), "constructor");
  const places = (n) => english.ngettext("{n} place", "{n} places", n);
  assert.deepEqual([0, 1, 2].map(places), ["0 places", "1 place", "2 places"]);
});

test("values are put in wherever they are named, once, and a missing one leaves its place", () => {
  assert.equal(english.gettext("{a} and {b}, {a}", { a: "{b}", b: 0 }), "{b} and 0, {b}");
  assert.equal(english.gettext("{a} and {b}", { a: "" }), " and {b}");
  assert.equal(english.ngettext("{n} of {all}", "{n} of {all}", 1, { all: 2 }), "1 of 2");
});

test("what the catalogue says stands in its own order", () => {
  const { gettext } = said("cy", { "{part} of {parts}": "O {parts}: {part}", Back: "Yn \u00f4l" });
  assert.deepEqual(
    [gettext("Back"), gettext("{part} of {parts}", { part: 3, parts: 8 }), gettext("Next")],
    ["Yn \u00f4l", "O 8: 3", "Next"],
  );
});

test("Welsh has six cases of a plural", () => {
  const dog = {
    zero: "{n} c\u0175n",
    one: "{n} ci",
    two: "{n} gi",
    few: "{n} chi",
    many: "{n} chi!",
    other: "{n} ci.",
  };
  const dogs = (n) => said("cy", { "{n} dog": dog }).ngettext("{n} dog", "{n} dogs", n);
  const words = ["0 c\u0175n", "1 ci", "2 gi", "3 chi", "6 chi!", "4 ci.", "10 ci."];
  assert.deepEqual([0, 1, 2, 3, 6, 4, 10].map(dogs), words);
});

test("Polish has three cases of a plural", () => {
  const file = { one: "{n} plik {of}", few: "{n} pliki {of}", many: "{n} plik\u00f3w {of}" };
  const files = (n) => said("pl", { "{n} file": file }).ngettext("{n} file", "{n} files", n, { of: "\u2013" });
  const words = ["1 plik \u2013", "2 pliki \u2013", "5 plik\u00f3w \u2013", "22 pliki \u2013", "0 plik\u00f3w \u2013"];
  assert.deepEqual([1, 2, 5, 22, 0].map(files), words);
});

test("a case that the catalogue lacks is its other one, or else the sentence as it is written", () => {
  const places = (cases) => said("cy", { "{n} place": cases }).ngettext("{n} place", "{n} places", 2);
  assert.deepEqual([{ other: "{n} lle" }, { one: "{n} lle" }, "lle"].map(places), ["2 lle", "2 places", "2 places"]);
});

test("elements stand in a sentence where its places are, in any order", () => {
  const [title, day] = [{ name: "a" }, { name: "time" }];
  const placed = (sentence) => plain(english.placed(sentence, { title, day }));
  assert.deepEqual(placed("Today: {title}"), ["Today: ", title]);
  assert.deepEqual(placed("{day}{title}, {other}."), [day, title, ", ", "{other}", "."]);
});
