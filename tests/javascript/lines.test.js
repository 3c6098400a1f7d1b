import assert from "node:assert/strict";
import { test } from "node:test";
import { handbook, packed, plain, SEARCH, smallIndex } from "./classic.js";

const { search, lineOf } = handbook(SEARCH);

/* The line that answers, of sections that are lists of paragraphs, each with the numbers to call in it. */
function line(typed, sections, { only = -1, titles = [], sayings = [] } = {}) {
  const { find, language } = search(smallIndex({ sayings }));
  return plain(lineOf(sections, titles, only, { ...find(typed), language }));
}

test("the sentence with most of what was typed is the line", () => {
  const said = [[["You visit. Bring no money to a visit. You leave.", "Money is kind."]]];
  assert.equal(line("money visit", said).text, "You visit. Bring no money to a visit. You leave.");
  assert.equal(
    line("money", [[[`${"It is long. ".repeat(9)}No money. ${"It ends. ".repeat(9)}`]]]).text.includes("No money."),
    true,
  );
});

test("a line comes from the section that a result leads to, or from the best", () => {
  const said = [[["Breathe."]], [["Take no money from the ward."]], [["Money is a gift for all on the ward."]]];
  assert.deepEqual([line("money", said).section, line("money", said, { only: 2 }).section], [1, 2]);
  assert.equal(line("gifts", said, { only: 1 }).text, "Take no money from the ward.");
});

test("where nothing is said there is no line", () => {
  assert.equal(line("money", []).text, "");
  assert.equal(line("money", [[[]]]).text, "");
});

test("a number is preferred where one was asked for", () => {
  const said = [
    [["You visit the ward with a colleague and a plan.", "You visit the ward in 3 days, and always by day."]],
  ];
  const [first, second] = ["who do i visit", "how soon do i visit"].map((typed) => line(typed, said).text);
  assert.equal(first, said[0][0][0]);
  assert.equal(second, said[0][0][1]);
});

test("a question that says again what was asked counts less than what answers it", () => {
  const said = [[["May you take a gift of money from people?", "Say no to a gift of money, and say why you do."]]];
  assert.equal(line("gifts money", said).text, said[0][0][1]);
});

test("a saying that is like what was typed brings its words", () => {
  const sayings = [[packed(["hug", "touch"]), ["touch"], [], 0]];
  const said = [
    [["They say all kinds of things about it all day.", "Ask before you touch, and a no is a no for all."]],
  ];
  assert.equal(line("hug", said, { sayings }).text, said[0][0][1]);
});

test("a line says of whom it speaks, where the few words before it do", () => {
  const told = "Takes the money to the ward, and tells all who are there about it before the end of the day.";
  assert.equal(line("money ward", [[[`First trainer. ${told}`]]]).text, `First trainer. ${told}`);
  assert.equal(line("money ward", [[[`${"It is long. ".repeat(5)}${told}`]]]).text, told);
});

test("a long line is cut round what was found", () => {
  const long = `${"word ".repeat(60)}money ${"other ".repeat(60)}end`;
  const { text } = line("money", [[[long]]]);
  assert.ok(text.length < 180 && text.includes("money") && text.startsWith("… ") && text.endsWith(" …"));
});
