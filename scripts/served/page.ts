import { inlineKind, pushedData, scriptsInData } from "./inline";
import type { Manifest } from "./manifest";
import { scriptsIn, tagsIn, type Script, type Tag } from "./markup";
import { lookAtPolicy } from "./policy";

export interface Page {
  /** Its whole address. */
  url: string;
  status: number;
  /** The header Content-Security-Policy; null where there was none. */
  policy: string | null;
  html: string;
}

export interface Look {
  /** Sentences, each once. */
  faults: string[];
  nonce: string | null;
  inlineScripts: number;
}

const served = "/_next/static/";
/** Elements that no page of the desk has, and that bring something of their own into it. */
const foreign = new Set(["iframe", "frame", "object", "embed", "applet", "base"]);

const excerpt = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** Compares a page with what its build writes. What a page says is not judged: that differs for everyone. */
export function lookAt(page: Page, manifest: Manifest): Look {
  const { nonce, faults: ofPolicy } = lookAtPolicy(page.policy, manifest.policy);
  const { scripts, unread } = scriptsIn(page.html);
  const data = scripts.map(({ text }) => pushedData(text) ?? "").join("");
  const named = [...page.html.matchAll(/\/_next\/static\/[\w./-]+\.(?:js|css)/g)].map(([address]) => address);
  const ours = (address: string, what: string) => faultOfAddress(address, what, page.url, manifest);
  const faults = [
    ...(page.status === 200 ? [] : [`answered ${page.status}`]),
    ...ofPolicy,
    ...(unread === 0 ? [] : [`${unread} more scripts begin than can be read`]),
    ...scripts.flatMap((script) => [...faultsOfNonce(script, nonce), ...faultsOfScript(script, manifest, ours)]),
    ...scriptsInData(data).flatMap((one) => {
      if (!one) return ["a script in the page's data cannot be read"];
      const text = one.dangerouslySetInnerHTML?.__html ?? "";
      return faultsOfScript({ address: one.src ?? null, text }, manifest, ours);
    }),
    ...tagsIn(page.html).flatMap((tag) => faultsOfTag(tag, ours)),
    ...named.flatMap((address) => ours(address, "file")),
  ];
  return { faults: [...new Set(faults)], nonce, inlineScripts: scripts.filter(({ address }) => address === null).length };
}

type Check = (address: string, what: string) => string[];

function faultOfAddress(address: string, what: string, base: string, { files }: Manifest): string[] {
  const at = URL.canParse(address, base) ? new URL(address, base) : null;
  if (at?.origin !== new URL(base).origin) return [`the ${what} ${address} is of another origin`];
  const built = at.pathname.startsWith(served) && Object.hasOwn(files, at.pathname.slice(served.length));
  return built ? [] : [`the ${what} ${address} is not in the build`];
}

function faultsOfNonce({ attributes, address, text }: Script, nonce: string | null): string[] {
  if (nonce !== null && attributes.get("nonce") === nonce) return [];
  return [`the script ${address ?? excerpt(text)} has not the nonce of the policy`];
}

function faultsOfScript({ address, text }: Pick<Script, "address" | "text">, { inline }: Manifest, ours: Check): string[] {
  if (address !== null) return ours(address, "script");
  return inlineKind(text, inline) === "unknown" ? [`the inline script ${excerpt(text)} is none of the build's`] : [];
}

function faultsOfTag({ name, attributes }: Tag, ours: Check): string[] {
  const faults = foreign.has(name) ? [`there is a <${name}>`] : [];
  if (name === "meta" && attributes.has("http-equiv")) faults.push(`there is a <meta http-equiv="${attributes.get("http-equiv")}">`);
  for (const [attribute, value] of attributes) {
    if (/^on[a-z]+$/.test(attribute)) faults.push(`<${name}> has the handler ${attribute}`);
    if (/^\s*javascript:/i.test(value)) faults.push(`<${name}> has a javascript: address`);
  }
  const href = attributes.get("href") ?? "";
  const relation = attributes.get("rel");
  if (name === "link" && relation === "stylesheet") faults.push(...ours(href, "style"));
  const ahead = relation === "modulepreload" || (relation === "preload" && attributes.get("as") === "script");
  if (name === "link" && ahead) faults.push(...ours(href, "script"));
  return faults;
}
