import next from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import boundaries from "eslint-plugin-boundaries";

/**
 * The house (docs/decisions/0001-the-house.md). Imports point one way: app -> components -> lib, and inside lib only
 * downwards. `may` are the folders that a folder imports from, `mayTypes` those it may know the types of.
 */
const pure = ["treasury", "forms", "approvals", "lists"];
const contract = "contract";
const folders = [
  { type: "transport", pattern: "lib/jiko/transport", may: ["treasury", contract, "server-kernel"] },
  { type: contract, pattern: "lib/jiko", may: ["treasury"] },
  { type: "treasury", pattern: "lib/treasury", may: [] },
  { type: "camt053", pattern: "lib/camt053", may: ["treasury"] },
  { type: "bai2", pattern: "lib/bai2", may: ["treasury"] },
  { type: "forms", pattern: "lib/forms", may: ["treasury"], mayTypes: [contract, "auth"] },
  { type: "lists", pattern: "lib/lists", may: ["treasury", "forms"] },
  { type: "approvals", pattern: "lib/approvals", may: ["treasury", "forms", "payees", contract], mayTypes: ["auth"] },
  { type: "payees", pattern: "lib/payees", may: ["forms", contract] },
  { type: "metrics", pattern: "lib/metrics", may: [] },
  { type: "db", pattern: "lib/db", may: ["server-kernel"], mayTypes: ["auth", contract, "audit"] },
  { type: "audit", pattern: "lib/audit", may: ["approvals", "treasury", "server-kernel", "db"], mayTypes: ["auth"] },
  { type: "auth", pattern: "lib/auth", may: ["server-kernel", "treasury", "metrics", "db", "audit", contract, "transport"], mayTypes: ["approvals"] },
  { type: "desk", pattern: "lib/desk", may: [...pure, "bai2", "camt053", "payees", "server-kernel", "metrics", "db", "audit", "auth", contract, "transport"] },
  { type: "ui", pattern: "components/(ui|api|table|charts)", capture: ["part"], may: [...pure, "ui"], mayTypes: [contract, "auth", "desk"] },
  { type: "noun", pattern: "components/*", capture: ["noun"], may: [...pure, "ui"], mayTypes: [contract, "camt053", "payees", "auth", "desk"] },
  { type: "app", pattern: "app", may: [...pure, "payees", "server-kernel", "db", "audit", "auth", "desk", contract, "transport", "ui", "noun", "app"] },
  { type: "sandbox", pattern: "sandbox", may: ["treasury", contract] },
  { type: "scripts", pattern: "scripts", may: ["approvals", "server-kernel", "db", "audit", "auth", "desk", contract, "transport", "scripts"] },
  { type: "e2e", pattern: "e2e", may: ["*"] },
  { type: "bench", pattern: "bench", may: ["*"] },
];

/** Every kind of folder that is not among those allowed. */
const others = (own, allowed) => folders.map(({ type }) => type).filter((type) => type !== own && !allowed.includes(type));

const config = [
  { ignores: [".next/**", ".next-bench/**", "node_modules/**", "next-env.d.ts", "test-results/**", "playwright-report/**", "lib/db/migrations/**"] },
  ...next,
  ...nextTypescript,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ObjectExpression > SpreadElement > ObjectExpression", message: "The properties can stand in the object itself." },
      ],
    },
  },
  {
    files: ["{app,components}/**/*.tsx"],
    ignores: ["components/ui/link.tsx"],
    rules: { "no-restricted-imports": ["error", { name: "next/link", message: "Use components/ui/link.tsx, which asks for a page when somebody points at it." }] },
  },
  { files: ["scripts/**", "sandbox/**", "bench/**", "e2e/**"], rules: { "no-console": "off" } },
  // Playwright's fixtures call their continuation `use`, which is no hook of React.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off", "no-empty-pattern": "off" } },
  {
    files: ["{app,components,lib,sandbox,scripts}/**/*.{ts,tsx}"],
    ignores: ["**/*.test.{ts,tsx}"],
    plugins: { boundaries },
    settings: {
      "import/resolver": { typescript: { alwaysTryTypes: true } },
      "boundaries/elements": folders.map(({ type, pattern, capture }) => ({ type, pattern, capture })),
      // Files of lib itself that read the environment or the time; the others there are pure and open to all.
      "boundaries/files": [{ category: "server-kernel", pattern: "lib/(env|clock|log).ts" }],
    },
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "allow",
          policies: [
            ...folders
              .filter(({ may }) => !may.includes("*"))
              .flatMap(({ type, may, mayTypes = [] }) => [
                { from: { element: { type } }, disallow: { to: { element: { types: { anyOf: others(type, [...may, ...mayTypes]) } } } } },
                { from: { element: { type } }, disallow: { to: { element: { types: { anyOf: mayTypes } } }, dependency: { kind: "value" } } },
              ]),
            ...folders
              .filter(({ may }) => !may.includes("*") && !may.includes("server-kernel"))
              .map(({ type }) => ({ from: { element: { type } }, disallow: { to: { file: { categories: "server-kernel" } } } })),
            // A noun's folder knows no other noun: what two share moves to ui, table, api or charts.
            {
              from: { element: { type: "noun" } },
              disallow: { to: { element: { type: "noun", captured: { noun: "!{{ from.element.captured.noun }}" } } } },
            },
          ],
        },
      ],
    },
  },
];

export default config;
