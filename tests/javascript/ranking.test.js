import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, packed, plain, SEARCH, smallIndex, UNKNOWN } from "./classic.js";

const { search, packed: unpack, question, readIndex, weights } = handbook(SEARCH);
const find = (typed, more) => search(smallIndex(more)).find(typed);
const addresses = (typed, more) => plain(find(typed, more).results.map((each) => each.address));

test("packed words and numbers come back", () => {
  assert.deepEqual(plain(unpack.listed("AactCedAbus")), ["act", "aced", "bus"]);
  assert.deepEqual(plain(unpack.numbers("adBaBAa")), [0, 3, 29, 29 + 26 * 26]);
  assert.equal(unpack.slug("Who\u2019s called, when?"), "whos-called-when");
});

test("slips of a letter are counted, and no further than asked", () => {
  const far = ([one, other]) => question.distance(one, other, 2);
  assert.deepEqual(
    [
      ["calm", "calm"],
      ["calm", "clam"],
      ["calm", "call"],
      ["calm", "cal"],
      ["a", "abcde"],
    ].map(far),
    [...[0, 1, 1, 1, 3]],
  );
});

test("a title counts more than a text", () => {
  assert.deepEqual(addresses("visit").slice(0, 2), ["first-visit/", "hospital/"]);
});

test("a result leads to the section that says it", () => {
  assert.deepEqual(addresses("money"), ["boundaries/#gifts"]);
});

test("a word misspelt or not typed to its end finds what it was to be", () => {
  assert.equal(addresses("breahte")[0], "staying-calm/");
  assert.equal(addresses("brea")[0], "staying-calm/");
});

test("a page is found once", () => {
  const found = addresses("gifts of money").map((each) => each.split("#")[0]);
  assert.equal(found.length, new Set(found).size);
});

test("words that nobody wrote find nothing", () => {
  assert.deepEqual(addresses("zzxqyk"), []);
  assert.deepEqual(addresses("constructor"), []);
});

test("what people say leads to what answers it, best first", () => {
  const sayings = [[packed(["lonely sunday"]), [], [4, 1], 0]];
  assert.deepEqual(addresses("lonely on sunday", { sayings }), ["hospital/", "staying-calm/"]);
});

test("a word that means another finds that, less than the word itself", () => {
  const sayings = [[packed(["dosh"]), ["cash"], [], 0]];
  const score = (typed) => find(typed, { sayings }).results[0].score;
  assert.deepEqual(addresses("dosh", { sayings }), ["boundaries/#gifts"]);
  assert.ok(score("dosh") < score("cash"));
});

test("danger is seen in plain words and in veiled ones, and nowhere else", () => {
  const { veiled } = handbook(SEARCH);
  const sayings = [[packed(["want to die"]), [], [4], 1, [veiled("gronk").slice(1)]]];
  const isUrgent = (typed) => find(typed, { sayings }).urgent;
  assert.deepEqual(["I want to die now", "a gronk", "to die want", "calm"].map(isUrgent), [true, true, false, false]);
});

test("a document's own number finds it first, however it is spelt", () => {
  for (const typed of ["SOP-01", "sop no. 1 gifts", "sop one"])
    assert.equal(addresses(typed)[0], "first-visit/", typed);
  assert.equal(addresses("role play three")[0], "staying-calm/");
});

test("in a language that the search knows nothing of, it finds words as they stand, slips and numbers", () => {
  const found = (typed) => addresses(typed, { language: UNKNOWN })[0];
  assert.deepEqual(["money", "breathe", "breahte", "brea", "SOP-01", "boundaries gifts", "sop one"].map(found), [
    ...["boundaries/#gifts", "staying-calm/", "staying-calm/", "staying-calm/", "first-visit/", "boundaries/#gifts"],
    undefined,
  ]);
});

test("a kind is known by its name, and by what asks for it", () => {
  const book = readIndex(smallIndex());
  const kinds = (typed) => plain([...question.kindsNamed(book, typed, question.heard(book, typed))]);
  assert.deepEqual(["role plays about gifts", "what is ward", "gifts"].map(kinds), [[1], [2], []]);
});

test("a rare word tells more than a frequent one", () => {
  const book = readIndex(smallIndex());
  assert.ok(question.weightOf(book, "cash") > question.weightOf(book, "visit"));
});

test("what only these readers have goes up by its weight", () => {
  const [plainly, own] = [[], [3]].map((numbers) => find("ward visit", { own: numbers }).results);
  const of = (results) => results.find((each) => each.address === "hospital/").score;
  assert.ok(Math.abs(of(own) - weights.own * of(plainly)) < 1e-9);
});
