/* What each thing that the search finds is worth: the one table of numbers that its ranking knows.
   They were measured with the questions in tests/site/questions: change one, and run tests/site/test_search.py. */
window.handbook.weights = Object.freeze({
  /* Where a rare word stands. What is found elsewhere adds up. */
  title: 2.2,
  heading: 1.2,
  summary: 0.9,
  text: 1.8 /* as often as may be: once is worth about half */,
  half: 0.4 /* how often a word must stand on a page of no length for half of that ... */,
  halfByLength: 0.6 /* ... and how much oftener on a page of usual length */,
  inHeading: 2 /* a word in a section's heading, against one in its text, when sections are compared */,

  /* How far a word stands for the one that was typed, which is worth 1. */
  alike: 0.45 /* it means the same */,
  misspelt: 0.75 /* it is a slip of a letter away */,
  farther: 0.4 /* by how much more than one slip divides that */,
  begun: 0.55 /* it begins like it, or is of the same root */,
  byRoot: 0.3 /* slips that a word counts more if only its root is near */,
  otherLetter: 1 /* slips that a word counts more if it begins with another letter */,

  /* How much a word tells: the fewer pages have it, the more. */
  said: 0.5 /* what being in a saying counts against being on a page ... */,
  saidMost: 40 /* ... for this many pages at most */,
  common: 0.25 /* the share of pages that a word of most of them counts as being on */,
  unknown: 3 /* the pages that a word of none counts as being on */,

  /* How like a text is to what was typed, from 0 to 1. */
  surplus: 0.7 /* what a word of the text that was not typed takes away, against one that was typed and is not in it */,
  tolerance: 1 /* how much more a word found may tell than the word typed */,

  /* Being like what people say. */
  saying: 10 /* being just like it; a title with every word typed comes to about as much */,
  sayingPower: 1.6 /* the higher, the less being only somewhat like it counts */,
  sayingNext: 0.25 /* how much less each further page of a saying gets */,
  sayingNorm: 3.5 /* how sayings for one page add up: 1 is their sum; the higher, the more the best one alone counts */,
  phrase: 0.75 /* being like one phrase of a saying */,
  bag: 0.45 /* having its words at all */,
  bagTells: 1.2 /* how much more than the word typed a word of a saying may tell */,
  bagHalf: 0.5 /* how often a saying must have a word for half of its worth */,

  /* A page as a whole. */
  someWords: 0.35 /* what its words are worth if hardly any that was typed is there ... */,
  everyWord: 0.65 /* ... and how much more if all are */,
  together: 2 /* having all words in one section */,
  togetherAt: 2 /* what a section must have of each word for that */,
  name: 4 /* having a title or heading like what was typed */,
  exactName: 1.8 /* how much more if it is the very name */,
  exactAt: 0.98 /* how like it must be for that */,
  kindNamed: 1.3 /* how much more if its kind was named */,
  own: 1.4 /* how much more if only these readers have it */,
  numbered: 1 /* what a page whose number was typed has above the least that is shown */,

  /* The line of a page that answers. */
  hint: 0.3 /* what a word of a saying that is like what was typed counts, against one that was typed ... */,
  hintNext: 0.1 /* ... and another one; no third */,
  hintAt: 0.35 /* how like it must be for that */,
  hints: 3 /* sayings that are heard for it ... */,
  hintWords: 8 /* ... and how many of their words, those that tell most */,
  lineInSection: 0.3 /* what a word of the heading above a sentence counts, against one in it */,
  lineInBlock: 0.25 /* and what one elsewhere in its paragraph does */,
  withNumber: 1.6 /* how much more a sentence counts that gives a number, where it was asked for one */,
  limit: 20 /* what saying by when counts, where a time limit of a document was asked for */,
  asking: 0.75 /* what a question counts: it says again what was asked */,
  label: 0.6 /* what a few words count that are more often a label than a sentence */,

  /* What is shown. */
  least: 0.05 /* a page worth less is none */,
  fewest: 0.16 /* nor is one below this share of the best */,
  anchorAt: 0.45 /* how like a saying or a name must be for the result to lead to its place on the page */,
  most: 20 /* results at a time */,
});
