import js from "@eslint/js";
import globals from "globals";

const GETTEXT = "CallExpression[callee.name=/^n?gettext$/]";
const IN_ERROR = "NewExpression[callee.name='Error']";
const SENTENCE = "/^[“(]?[A-Z][a-z’']*[,:;.?!…]* |[a-z]{2}[’”)]?[.?!…]+( |$)|\\{[a-z]+\\}/";
const WRAP = "A reader sees these words: put them in gettext, as one literal with {name} where a value goes.";
const ONE_LITERAL = "A sentence is one literal, or no catalogue gets it.";

/* What readers see stands in gettext, in the form in which sentences are found for the catalogues. */
const SENTENCES = [
  {
    selector:
      `:matches(Literal[value=${SENTENCE}], TemplateLiteral[expressions.length=0] > TemplateElement[value.raw=${SENTENCE}])` +
      `:not(${GETTEXT} > Literal, ${IN_ERROR} > Literal, ${IN_ERROR} > TemplateLiteral > TemplateElement)`,
    message: WRAP,
  },
  {
    selector:
      "Literal[value=/^[A-Z][a-z]+$/]" +
      `:not(${GETTEXT} > Literal, ${IN_ERROR} > Literal, BinaryExpression[operator=/^[!=]==$/] > Literal, ArrayExpression > Literal)`,
    message: WRAP,
  },
  {
    selector:
      "TemplateLiteral[expressions.length>0] > TemplateElement[value.raw=/(^|\\s)[A-Za-z][a-z]+([,.?!…]?$|[,:;.?!…]?\\s)/]" +
      `:not(${IN_ERROR} > TemplateLiteral > TemplateElement)`,
    message: WRAP,
  },
  { selector: `${GETTEXT}:not([arguments.0.type='Literal'])`, message: ONE_LITERAL },
  { selector: "CallExpression[callee.name='ngettext']:not([arguments.1.type='Literal'])", message: ONE_LITERAL },
  {
    selector: "CallExpression[callee.property.name=/^n?gettext$/]",
    message: "Take gettext out of handbook first, or no catalogue gets the sentence.",
  },
  {
    selector: `TemplateLiteral ${GETTEXT}`,
    message: "No catalogue gets a sentence from within a template literal: give it a name before.",
  },
];

export default [
  js.configs.recommended,
  {
    files: [
      "templates/site/static/javascripts/*.js",
      "templates/site/worker.js",
      "templates/editor/static/*.js",
      "templates/standalone/*.js",
    ],
    languageOptions: { ecmaVersion: 2020, sourceType: "script", globals: { ...globals.browser } },
    rules: {
      "no-var": "error",
      "prefer-const": "error",
      "prefer-arrow-callback": "error",
      "object-shorthand": "error",
      "prefer-template": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      curly: ["error", "multi-line"],
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false }],
      "no-implicit-globals": "error",
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true, IIFEs: false }],
      complexity: ["error", 12],
      "arrow-body-style": ["error", "as-needed"],
      "no-useless-assignment": "error",
    },
  },
  {
    files: ["templates/site/static/javascripts/*.js"],
    rules: { "no-restricted-syntax": ["error", ...SENTENCES] },
  },
  {
    files: ["templates/site/worker.js"],
    languageOptions: { globals: { ...globals.serviceworker, EDITION: "readonly" } },
    rules: { "no-implicit-globals": "off" }, // a worker has its global scope for itself
  },
  {
    files: ["tests/javascript/*.js"],
    languageOptions: { globals: { ...globals.node } },
  },
];
