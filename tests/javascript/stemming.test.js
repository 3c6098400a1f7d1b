import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, LANGUAGE, plain, SEARCH, UNKNOWN } from "./classic.js";

const { language, veiled } = handbook(SEARCH);
const english = language(LANGUAGE);

test("forms of a word share a stem", () => {
  for (const forms of ["call calls called calling", "family families", "stop stopped stopping", "happy happily"]) {
    assert.equal(new Set(forms.split(" ").map(english.stem)).size, 1, forms);
  }
});

test("different words keep different stems", () => {
  for (const pair of ["thing this", "bus but", "ring rung", "care carry"]) {
    assert.equal(new Set(pair.split(" ").map(english.stem)).size, 2, pair);
  }
});

test("forms that no rule makes come from the file of words, in the plural too", () => {
  assert.deepEqual(["left", "died", "min", "mins"].map(english.stem), ["leav", "die", "min", "minut"]);
});

test("short words and words with a digit stay as they are", () => {
  assert.deepEqual(["bus", "as", "72hrs", "2nd"].map(english.stem), ["bus", "as", "72hrs", "2nd"]);
});

test("names that every object of JavaScript has are words like others", () => {
  assert.deepEqual(["constructor", "valueof"].map(english.stem), ["constructor", "valueof"]);
});

test("letters are small, without accents and apostrophes, and Wi-Fi is one word", () => {
  assert.deepEqual(plain(english.tokens("CAN\u2019T join Zo\u00eb\u2019s Wi-Fi on-call")), [
    ...["cant", "join", "zoes", "wifi", "on", "call"],
  ]);
});

test("do I have to is one word, unless something else is asked", () => {
  assert.deepEqual(plain(english.tokens("Do I have to go?")), ["haveto", "go"]);
  assert.equal(plain(english.tokens("What do I have to bring?")).includes("haveto"), false);
});

test("what tells nothing is left out, unless nothing else is said", () => {
  assert.deepEqual(plain(english.telling("he was on the ward")), ["ward"]);
  assert.deepEqual(plain(english.telling("what is the")), ["what", "is", "the"]);
});

test("words of a language whose endings nobody knows stay whole, but for forms that are listed", () => {
  assert.deepEqual(["dogs", "family", "walking"].map(language(UNKNOWN).stem), ["dogs", "family", "walking"]);
  const welsh = language({ ...UNKNOWN, forms: { ward: "wardiau" }, stop: "y yr" });
  assert.deepEqual(["wardiau", "wardiaus", "wards"].map(welsh.stem), ["ward", "wardiaus", "wards"]);
  assert.deepEqual(plain(welsh.telling("Y Ward")), ["ward"]);
});

test("a language that the search knows nothing of has words all the same", () => {
  const unknown = language(UNKNOWN);
  assert.deepEqual(plain(unknown.telling("Do I have to \u017cy\u0107 on-call?")), [
    ...["do", "i", "have", "to", "zyc", "on", "call"],
  ]);
  assert.deepEqual(["", "the", "zyc"].map(unknown.tellsNothing), [false, false, false]);
  assert.equal(unknown.isForm(""), false);
});

test("a word that hurts becomes FNV-1a in base 36", () => {
  assert.equal(veiled(""), `#${(0x811c9dc5).toString(36)}`);
  assert.equal(veiled("a"), `#${(0xe40c292c).toString(36)}`);
  assert.equal(veiled("foobar"), `#${(0xbf9cf968).toString(36)}`);
});
