import { anyNonce } from "./manifest";

const rulesOf = (policy: string): string[] => policy.split(/;\s*/);
const list = (rules: string[]): string => rules.join("; ") || "nothing";

/** Compares the header of a page with the build's policy. The nonce is what stands for one, also where the rest is another. */
export function lookAtPolicy(header: string | null, expected: string): { nonce: string | null; faults: string[] } {
  if (!header) return { nonce: null, faults: ["there is no Content-Security-Policy"] };
  const nonce = /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(header)?.[1] ?? null;
  const given = nonce === null ? header : header.replaceAll(nonce, anyNonce);
  if (given === expected) return { nonce, faults: [] };
  const more = rulesOf(given).filter((rule) => !rulesOf(expected).includes(rule));
  const less = rulesOf(expected).filter((rule) => !rulesOf(given).includes(rule));
  return { nonce, faults: [`the Content-Security-Policy is another: it has ${list(more)} and lacks ${list(less)}`] };
}
