import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, LANGUAGE, plain, SEARCH } from "./classic.js";

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

test("a word that hurts becomes FNV-1a in base 36", () => {
  assert.equal(veiled(""), `#${(0x811c9dc5).toString(36)}`);
  assert.equal(veiled("a"), `#${(0xe40c292c).toString(36)}`);
  assert.equal(veiled("foobar"), `#${(0xbf9cf968).toString(36)}`);
});
