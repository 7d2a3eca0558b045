import type { z } from "zod";
import type { pocketsCreate, pocketsUpdate } from "@/lib/jiko/pockets";
import { makePortal } from "@/sandbox/company/portals";
import type { PocketRecord } from "@/sandbox/company/types";
import { conflict, invalid } from "./errors";
import type { Books } from "./types";

type Create = z.output<(typeof pocketsCreate)["body"]>;
type Update = z.output<(typeof pocketsUpdate)["body"]>;

/** A strategy must be on offer and apply to what it is wanted for; the one of a week is listed and applies to nothing. */
function checkStrategy(books: Books, field: "deposit_strategy_id" | "reinvestment_strategy_id", id: string): void {
  const use = field === "deposit_strategy_id" ? "DEPOSIT" : "REINVESTMENT";
  const found = books.state.company.strategies.find((one) => one.id === id);
  if (!found?.applicable_to.includes(use)) throw invalid(["body", field], `The strategy cannot be used for ${use}`, id);
}

/** Opens a pocket at once, with one portal (related). Answers its id. Refuses with 422. */
export function openPocket(books: Books, { pocket_name, deposit_strategy_id, reinvestment_strategy_id }: Create, now: Date): string {
  checkStrategy(books, "deposit_strategy_id", deposit_strategy_id);
  checkStrategy(books, "reinvestment_strategy_id", reinvestment_strategy_id);
  const { company } = books.state;
  const id = books.company.mintId(company);
  company.pockets.push({
    id,
    pocket_name,
    status: "OPEN",
    attributes: [],
    deposit_strategy_id,
    reinvestment_strategy_id,
    type: null,
    object_type: "Pocket",
    opened_at: now.toISOString(),
    closed_at: null,
  });
  company.books.pockets[id] = { cash: 0, net_flows: 0, holdings: [] };
  company.portals.push(makePortal({ id: books.company.mintId(company), pocket_id: id, name: pocket_name }));
  return id;
}

/** Why the pocket cannot be closed now, or null. Source: pockets.md section 1 (rules documented, status assumed). */
function standsInTheWay(books: Books, pocket: PocketRecord): string | null {
  const { company } = books.state;
  const { cash, holdings } = company.books.pockets[pocket.id]!;
  if (cash !== 0 || holdings.length > 0) return "The pocket is not empty";
  if (!company.pockets.some((one) => one.id !== pocket.id && one.status === "OPEN")) return "The last open pocket cannot be closed";
  return null;
}

/** Renames, changes strategies, closes. Refuses with 409 and 422, and then has changed nothing. */
export function changePocket(books: Books, pocket: PocketRecord, body: Update, now: Date): void {
  const { pocket_name, status, closure_reason, deposit_strategy_id, reinvestment_strategy_id } = body;
  if (deposit_strategy_id) checkStrategy(books, "deposit_strategy_id", deposit_strategy_id);
  if (reinvestment_strategy_id) checkStrategy(books, "reinvestment_strategy_id", reinvestment_strategy_id);
  if (status && !closure_reason) throw invalid(["body", "closure_reason"], "Closing a pocket needs its reason", null, "missing");
  if (pocket.status === "CLOSED") throw conflict("The pocket is closed");
  const bar = status && standsInTheWay(books, pocket);
  if (bar) throw conflict(bar);
  if (pocket_name) pocket.pocket_name = pocket_name;
  if (deposit_strategy_id) pocket.deposit_strategy_id = deposit_strategy_id;
  if (reinvestment_strategy_id) pocket.reinvestment_strategy_id = reinvestment_strategy_id;
  if (!status) return;
  pocket.status = status;
  pocket.closed_at = now.toISOString();
  // Nothing can come in any more, so its ways in are closed with it (assumed).
  for (const one of books.state.company.portals) if (one.pocket_id === pocket.id) one.status = "CLOSED";
}
