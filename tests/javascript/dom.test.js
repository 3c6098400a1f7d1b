import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, pageIn, plain } from "./classic.js";

function area() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), kept };
}

test("what is kept is found again, under its own key alone", () => {
  const { storage } = handbook([], { localStorage: area() });
  storage("localStorage", "one").write({ size: "large" });
  assert.deepEqual(plain(storage("localStorage", "one").read()), { size: "large" });
  assert.equal(storage("localStorage", "other").read(), null);
});

test("storage that the browser refuses keeps nothing and stops nothing", () => {
  const refused = () => {
    throw new Error("refused");
  };
  const { storage } = handbook([], { localStorage: { getItem: refused, setItem: refused } });
  const missing = handbook([]).storage("sessionStorage", "one");
  storage("localStorage", "one").write(1);
  missing.write(1);
  assert.deepEqual([storage("localStorage", "one").read(), missing.read()], [null, null]);
});

test("what somebody else wrote there and nobody can read counts as nothing", () => {
  const sessionStorage = area();
  sessionStorage.setItem("one", "{not json");
  assert.equal(handbook([], { sessionStorage }).storage("sessionStorage", "one").read(), null);
});

test("in a folder on a disk, the file of a folder's page is named", () => {
  const of = (protocol) => handbook([], { location: { protocol } }).pageOf("glossary/");
  assert.deepEqual([of("https:"), of("file:")], ["glossary/", "glossary/index.html"]);
});

test("a day is written in words", () => {
  assert.equal(handbook([]).dayInWords(new Date(2026, 10, 6)), "6 November 2026");
});

test("a day is written in the language of the page, or in English where the page says none", () => {
  const of = (lang) => handbook([], { document: pageIn(lang) }).dayInWords(new Date(2026, 10, 6));
  assert.deepEqual(["cy", "pl", "fa", ""].map(of), [
    "6 Tachwedd 2026",
    "6 listopada 2026",
    "6 \u0646\u0648\u0627\u0645\u0628\u0631 2026",
    "6 November 2026",
  ]);
});
