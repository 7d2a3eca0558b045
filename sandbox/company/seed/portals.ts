import { makePortal } from "../portals";
import type { PortalRecord } from "../types";
import { idFrom } from "../wire";
import { pocketId, pocketKeys, pocketName, type PocketKey } from "./pockets";

/** The one that the reference names. */
const receivables = "9768478b-0549-4497-9d42-132df6d38e11";
const own = (pocket: PocketKey, name: string): string => idFrom(`portal ${pocket} ${name}`);
const pulls = own("operating", "Supplier debits");

/** Where a pocket is paid into, and where others pull from it. */
export const portalIn = (pocket: PocketKey): string => (pocket === "operating" ? receivables : own(pocket, pocketName(pocket)));
export const portalOut = (pocket: PocketKey): string => (pocket === "operating" ? pulls : portalIn(pocket));

/** One portal for each pocket; Operating has several, one of them closed and one on a chain. The closed pocket's is closed. */
export function portals(): PortalRecord[] {
  const pocket_id = pocketId("operating");
  const ofOperating: PortalRecord[] = [
    makePortal({ id: receivables, pocket_id, name: "Receivables", account_number: "900012345678" }),
    makePortal({ id: pulls, pocket_id, name: "Supplier debits" }),
    { ...makePortal({ id: own("operating", "Old lockbox"), pocket_id, name: "Old lockbox" }), status: "CLOSED" },
    makePortal({ id: own("operating", "USDC receipts"), pocket_id, name: "USDC receipts", type: "CRYPTO_ADDRESS", network: "ETHEREUM" }),
  ];
  const others = pocketKeys
    .filter((key) => key !== "operating")
    .map((key): PortalRecord => {
      const portal = makePortal({ id: portalIn(key), pocket_id: pocketId(key), name: pocketName(key) });
      return key === "old" ? { ...portal, status: "CLOSED" } : portal;
    });
  return [...ofOperating, ...others];
}
