export interface Tag {
  name: string;
  attributes: Map<string, string>;
}

export interface Script {
  attributes: Map<string, string>;
  /** Where it is loaded from; null for one that stands in the page. */
  address: string | null;
  text: string;
}

const inside = `((?:[^>"']|"[^"]*"|'[^']*')*)`;
const scriptElement = new RegExp(`<script\\b${inside}>([\\s\\S]*?)</script\\s*>`, "gi");
const startTag = new RegExp(`<([a-z][^\\s/>]*)${inside}>`, "gi");
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

const entities: Record<string, string> = { amp: "&", quot: '"', lt: "<", gt: ">", "#x27": "'", "#39": "'" };
const plain = (text: string): string => text.replace(/&(amp|quot|lt|gt|#x27|#39);/g, (_, name: string) => entities[name]!);

function attributesOf(written: string): Map<string, string> {
  const found = [...written.matchAll(attribute)];
  return new Map(found.map(([, name, a, b, c]) => [name!.toLowerCase(), plain(a ?? b ?? c ?? "")]));
}

/** The scripts of a page as our server writes pages. `unread`: how many more begin than could be read, which must be none. */
export function scriptsIn(html: string): { scripts: Script[]; unread: number } {
  const scripts = [...html.matchAll(scriptElement)].map(([, written, text]) => {
    const attributes = attributesOf(written!);
    const address = attributes.get("src") ?? attributes.get("href") ?? attributes.get("xlink:href") ?? null;
    return { attributes, address, text: text! };
  });
  return { scripts, unread: (html.match(/<script[\s/>]/gi)?.length ?? 0) - scripts.length };
}

/** All other elements. */
export const tagsIn = (html: string): Tag[] =>
  [...html.replace(scriptElement, "").matchAll(startTag)].map(([, name, written]) => ({
    name: name!.toLowerCase(),
    attributes: attributesOf(written!),
  }));
