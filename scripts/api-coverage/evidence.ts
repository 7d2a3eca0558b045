import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const list = (folder: string, form: RegExp): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")))
    .filter((file) => form.test(file))
    .sort();

export const exists = (file: string): boolean => existsSync(path.join(root, file));

/** Files that hold the id as a word of its own, in quotes or in a title. */
const mentioning = (id: string, texts: ReadonlyMap<string, string>): string[] => {
  const word = new RegExp(`(?<![\\w.])${id.replace(".", "\\.")}(?![\\w]|\\.\\w)`);
  return [...texts].filter(([, text]) => word.test(text)).map(([file]) => file);
};
const texts = (files: string[]) => new Map(files.map((file) => [file, read(file)]));

export interface Evidence {
  /** The constant that declares the operation, and its file. */
  client(id: string): string | null;
  sandbox(id: string): string | null;
  tests(id: string): string[];
  journeys(id: string): string[];
}

/** The test that calls every operation: it is told apart, because it proves less than one about this operation. */
export const everyOperation = "sandbox/every-operation.integration.test.ts";

interface Journey {
  file: string;
  title: string;
  tags: string[];
}

/** The journeys of a spec with their tags: `test("…", { tag: ["@reports.list"] }, …)`. */
export function journeysOf(file: string, text: string): Journey[] {
  const found = text.matchAll(/\btest\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*,\s*\{\s*tag:\s*(\[[^\]]*\]|"[^"]*"|\w+)/g);
  // Tags that several tests of a file share stand in a constant.
  const listed = (tags: string) => (/^\w+$/.test(tags) ? (new RegExp(`const ${tags} = (\\[[^\\]]*\\])`).exec(text)?.[1] ?? "") : tags);
  return [...found].map(([, , title = "", tags = ""]) => ({
    file,
    title: title.replace(/\\(.)/g, "$1"),
    tags: [...listed(tags).matchAll(/"@([^"]+)"/g)].map(([, tag]) => tag!),
  }));
}

/** Looks through the repository once. */
export function lookAround(): Evidence {
  const declared = new Map<string, string>();
  for (const file of list("lib/jiko", /^lib\/jiko\/[\w-]+\.ts$/)) {
    for (const [, name, id] of read(file).matchAll(/export const (\w+) = operation\(\{[^}]*?\bid: "([\w.]+)"/g)) declared.set(id!, `\`${name}\` in ${file}`);
  }
  const groups = texts(list("sandbox/bank/groups", /\.ts$/));
  const all = ["app", "components", "lib", "sandbox", "e2e"].flatMap((folder) => list(folder, /\.test\.tsx?$/));
  const tests = texts(all.filter((file) => file !== everyOperation));
  const specs = list("e2e", /^e2e\/[\w-]+\.spec\.ts$/).flatMap((file) => journeysOf(file, read(file)));
  return {
    client: (id) => declared.get(id) ?? null,
    sandbox: (id) => [...groups].find(([, text]) => text.includes(`"${id}":`))?.[0] ?? null,
    tests: (id) => mentioning(id, tests),
    journeys: (id) => specs.filter(({ tags }) => tags.includes(id)).map(({ file, title }) => `${path.basename(file, ".spec.ts")}: ${title}`),
  };
}
