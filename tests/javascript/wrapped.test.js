import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

const cwd = fileURLToPath(new URL("../../", import.meta.url));
const eslint = new ESLint({ cwd });

/* How many of some lines the rule about what readers see finds something in. */
async function flagged(lines) {
  const filePath = "templates/site/static/javascripts/made.js";
  const [{ messages }] = await eslint.lintText(lines.join("\n"), { filePath });
  const found = new Set(messages.filter((each) => each.ruleId === "no-restricted-syntax").map((each) => each.line));
  return lines.filter((_, at) => found.has(at + 1));
}

test("words that readers see are found where they are not in gettext", async () => {
  const lines = [
    'make("p", "", "Saving stopped. Try again.");',
    'box.title = isOpen ? "Hide prompts" : gettext("Show prompts");',
    'button("", "Back", act);',
    'said.textContent = "A minute added.";',
    'told.append(" out of date.");',
    'const places = "{n} places";',
    "meta.textContent = `Is it current?`;",
    "meta.textContent = `${count} places`;",
    "meta.textContent = `Call ${number}`;",
    "meta.textContent = `Saved on ${day}.`;",
    'gettext("Ask your {who}.", { who: "Team leader" });',
  ];
  assert.deepEqual(await flagged(lines), lines);
});

test("a sentence that no catalogue would get is found", async () => {
  const lines = [
    "gettext(words);",
    "gettext(`Saved on this device.`);",
    'gettext(isOpen ? "Hide it" : "Show it");',
    'ngettext("{n} place", words, count);',
    'handbook.gettext("Print this page");',
    'told.textContent = `${state} ${gettext("Out of date.")}`;',
  ];
  assert.deepEqual(await flagged(lines), lines);
});

test("what no reader sees may stand as it is", async () => {
  const lines = [
    '"use strict";',
    'gettext("Saved on {day}.", { day });',
    'ngettext("{n} place", "{n} places", count);',
    "throw new Error(`nothing is ${selector}`);",
    'throw new Error("Not a download.");',
    'if (event.key === "Escape") close();',
    '["Regular", "Bold"].forEach(load);',
    'make("p", "hb-button hb-button-primary");',
    'every(".hb-search a, tbody tr").concat(every(`a, button, summary`));',
    "link(`tel:${digits}`, `#hb-${name}`, `${name}: ${meaning}`);",
  ];
  assert.deepEqual(await flagged(lines), []);
});
