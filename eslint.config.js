import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["templates/site/static/javascripts/*.js", "templates/site/worker.js"],
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
    files: ["templates/site/worker.js"],
    languageOptions: { globals: { ...globals.serviceworker, EDITION: "readonly" } },
    rules: { "no-implicit-globals": "off" }, // a worker has its global scope for itself
  },
  {
    files: ["tests/javascript/*.js"],
    languageOptions: { globals: { ...globals.node } },
  },
];
