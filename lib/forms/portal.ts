import { nameFault } from "./line";

/** The longest name that both the create (128, related) and the rename (50, related) take. */
export const portalNameLimit = 50;

export const portalKinds = ["BANK_ACCOUNT", "CRYPTO_ADDRESS"] as const;
export type PortalKind = (typeof portalKinds)[number];

export const portalKindWords: Record<string, string> = { BANK_ACCOUNT: "Bank account", CRYPTO_ADDRESS: "Chain address" };

interface Named {
  id: string;
  name: string;
  status: string;
}

/** What is wrong with a portal's name, or null. Two open portals of one pocket with one name would be taken for each other. */
export function portalNameFault(typed: string, portals: readonly Named[] = [], ownId: string | null = null): string | null {
  const fault = nameFault(typed, portalNameLimit, "the portal");
  if (fault) return fault;
  const same = ({ name }: Named) => name.trim().toLowerCase() === typed.trim().toLowerCase();
  const taken = portals.some((one) => one.id !== ownId && one.status !== "CLOSED" && same(one));
  return taken ? "Another open portal of this pocket has this name. Choose one that nobody can take for it." : null;
}

/** What is wrong with a network's name, or null. Which networks there are is for Jiko to say. */
export function networkFault(typed: string): string | null {
  const network = typed.trim();
  if (network === "") return "Name the network, as Jiko writes it.";
  return /^[A-Za-z0-9_-]{1,40}$/.test(network) ? null : "Use letters, digits, hyphens and underscores, at most 40.";
}
