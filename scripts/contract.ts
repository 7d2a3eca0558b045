import { readFileSync } from "node:fs";
import { contract } from "@/lib/jiko/contract";
import { compareAll } from "./contract/compare";
import { describeOurs, describeTheirs } from "./contract/describe";
import { listByProvenance, report } from "./contract/print";

const usage = `npm run contract                        lists the operations by where they come from
npm run contract -- FILE [-- --notes]   compares them with an OpenAPI 3 bundle (JSON)
`;

const yaml = (file: string) =>
  `${file} is not JSON. If it is YAML, as Jiko's own bundle is, turn it into JSON first, for example with
  npx @redocly/cli bundle ${file} --ext json -o reference.json
or  yq -o=json ${file} > reference.json`;

/** Ends with 0 where everything agrees, 1 where something differs, 2 where the file cannot be read. */
function main(args: readonly string[]): number {
  const [file, ...more] = args.filter((one) => one !== "--notes");
  if (more.length > 0) return console.error(usage), 2;
  if (!file) return console.log(listByProvenance(contract)), 0;
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(error instanceof SyntaxError ? yaml(file) : String(error));
    return 2;
  }
  try {
    const { text, unequal } = report(compareAll(contract.map(describeOurs), describeTheirs(document)), args.includes("--notes"));
    console.log(text);
    return unequal > 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
