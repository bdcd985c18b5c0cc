// What eslint asks of the scripts that browsers run; tsc checks names and types.

import js from "@eslint/js";

const SCRIPTS = [
  "themes/*/inline/*.js",
  "themes/default/assets/search-worker.js",
  "themes/default/assets/search-inflate.js",
  "generator/**/*.js",
];

export default [
  {
    files: ["themes/**/*.js", "generator/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "no-undef": "off", // tsc knows them
      "no-unused-vars": "off", // tsc too, with the types in comments
      "no-redeclare": "off",
      "array-callback-return": "error",
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      eqeqeq: "error",
      "max-depth": ["error", 4],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 53, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 5],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-restricted-globals": ["error", "event", "name", "status", "length", "find", "top"],
      "no-script-url": "error",
      "no-sequences": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "one-var": ["error", "never"],
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error",
    },
  },
  { files: SCRIPTS, languageOptions: { sourceType: "script" } },
  {
    // A function around the whole script, so that it leaves no names on the page.
    files: ["generator/cli/preview/preview.js"],
    rules: { "max-lines-per-function": "off" },
  },
];
