/* Runs scripts of the pages as a browser would, without a page, and gives what they leave in `handbook`. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const FOLDER = new URL("../../templates/site/static/javascripts/", import.meta.url);

/* The document of a page in a language: all that scripts ask of it before they run. */
export function pageIn(lang) {
  return { documentElement: { lang } };
}

/* What `names` leave behind: dom.js runs first, as on every page. `globals` is what else the window has. */
export function handbook(names, globals = {}) {
  const window = vm.createContext({ document: pageIn("en-GB"), ...globals });
  window.window = window;
  for (const name of ["dom", ...names]) {
    vm.runInContext(readFileSync(new URL(`${name}.js`, FOLDER), "utf8"), window, { filename: `${name}.js` });
  }
  return window.handbook;
}

export const SEARCH = ["search-weights", "search-stem", "search-read", "search-asked", "search-rank", "search-lines"];

/* Values made within a script have prototypes of their own: this compares what they hold. */
export function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

/* English as the real file of words would send it, but small. */
export const LANGUAGE = {
  forms: { leave: "left", die: "died dead", say: "said", minute: "mins" },
  stop: "the a to of my he she was and what is on",
  counted: "nought one two three four five six seven",
  have_to: "\\b((?:what) )?(?:do i have to|must i)\\b",
  joined: "\\b(?!(?:on|up)-)([a-z]{1,2})-(?=[a-z])",
  run_together: "^(.{3,})(in|up|on)$|^(on|in|up)(.{3,})$",
  number_of: "^(?:no|numbers?)$",
  asks_number: "\\bhow (?:long|soon)\\b",
  asks_limit: "\\btime limits?\\b",
  names_document: "\\b(?:role ?plays?|procedures?)\\b",
  speaks_of_people: "\\b(?:i|he|me)\\b",
  cuts: true,
};

/* What is sent of a language that the search knows nothing of. */
export const UNKNOWN = {
  forms: {},
  stop: "",
  counted: "",
  have_to: "(?!)",
  joined: "(?!)",
  run_together: "(?!)",
  number_of: "(?!)",
  asks_number: "(?!)",
  asks_limit: "(?!)",
  names_document: "(?!)",
  speaks_of_people: "(?!)",
  cuts: false,
};

/* Words or phrases, packed with no letters shared: A before each. */
export function packed(words) {
  return words.map((word) => `A${word}`).join("");
}

/* Rising numbers below 26, packed. */
export function steps(numbers) {
  return numbers.map((number, at) => String.fromCharCode(97 + number - (at ? numbers[at - 1] : 0))).join("");
}

/* The index of a handbook of five pages: each has one section, but "Boundaries", whose second is "Gifts". */
export function smallIndex(more = {}) {
  const words = {
    calm: [1],
    gifts: [2, 3],
    money: [3],
    visit: [0, 4],
    ward: [5],
    breathe: [1],
    cash: [3],
    wait: [4, 5],
  };
  return {
    language: LANGUAGE,
    kinds: [
      ["Procedure", "Procedures"],
      ["Role play", "Role plays"],
      ["Glossary", "Glossary"],
    ],
    asks: [[2, "^what is [a-z]+$"]],
    pages: [
      ["first-visit/", "First visit", 0],
      ["staying-calm/", "Staying calm", 1],
      ["boundaries/", "Boundaries", 0],
      ["hospital/", "Hospital", 0],
      ["glossary/", "Glossary", 2],
    ],
    sections: [
      [0, 1, 2, 2, 3, 4],
      [0, 1, 0, 0, 0, 2],
      "\n\n\n\n\n",
      "\n\n\nGifts\n\n",
      "You knock.\nYou breathe.\nWhat you may do.\nSay no to money.\nYou wait.\nWords.",
    ],
    words: [
      [packed(Object.keys(words)), Object.values(words).map(steps).join(" ")],
      ["", ""],
    ],
    common: packed(["people"]),
    sayings: [],
    numbers: { sop1: 0, roleplay3: 1 },
    own: [],
    calls: [],
    coordinator: [],
    out_of_hours: [],
    ...more,
  };
}
