/** What a script that stands in a page is; `unknown` is for whoever looks at it. */
export type InlineKind = "data" | "start" | "known" | "unknown";

const pushOfData = /^(?:self\.__next_f|\(self\.__next_f=self\.__next_f\|\|\[\]\))\.push\(([\s\S]*)\)$/;
const start = /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\(([\s\S]*)\);?$/;
const call = /^\$R[A-Z]\(([\s\S]*)\);?$/;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Next's data in a page: what a `push` hands over, where that is data and nothing else. Else null. */
export function pushedData(text: string): string | null {
  const value = json(pushOfData.exec(text)?.[1] ?? "");
  if (!Array.isArray(value) || typeof value[0] !== "number") return null;
  return typeof value[1] === "string" ? value[1] : "";
}

/** Tells data from code by its form, and known code by its text (`inline` of the manifest), with a call of it behind. */
export function inlineKind(text: string, known: readonly string[]): InlineKind {
  if (pushedData(text) !== null) return "data";
  if (json(start.exec(text)?.[1] ?? "") !== undefined) return "start";
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  let rest = text;
  let code = longestFirst.find((one) => rest.startsWith(one));
  while (code !== undefined) {
    rest = rest.slice(code.length).replace(/^[;\s]+/, "");
    code = longestFirst.find((one) => rest.startsWith(one));
  }
  const handed = call.exec(rest)?.[1];
  return rest === "" || (handed !== undefined && json(`[${handed}]`) !== undefined) ? "known" : "unknown";
}

export interface DataScript {
  src?: string;
  dangerouslySetInnerHTML?: { __html?: string };
}

/** The scripts that Next's data would have the browser make, as React writes elements; null for one that cannot be read. */
export function scriptsInData(data: string): (DataScript | null)[] {
  const element = /\["\$","script",/g;
  const rest = /(?:null|"(?:[^"\\]|\\.)*"),(\{(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})*\})/y;
  return [...data.matchAll(element)].map((found) => {
    rest.lastIndex = found.index + found[0].length;
    const properties = json(rest.exec(data)?.[1] ?? "");
    return properties === undefined ? null : (properties as DataScript);
  });
}
