import { makePortal, networkAddressOf } from "@/sandbox/company/portals";
import { conflict, notFound, Refusal } from "../errors";
import { page } from "../paging";
import { member } from "../roles";
import type { Books, Group } from "../types";

function pocketOf(books: Books, id: string) {
  const found = books.state.company.pockets.find((one) => one.id === id);
  if (!found) throw notFound("Pocket");
  return found;
}

function portalOf(books: Books, { pocket_id, portal_id }: { pocket_id: string; portal_id: string }) {
  const pocket = pocketOf(books, pocket_id);
  const found = books.state.company.portals.find((one) => one.id === portal_id && one.pocket_id === pocket.id);
  if (!found) throw notFound("Portal");
  return found;
}

const bank = {
  bank_name: "Sample Bank",
  bank_address: { street_address: "1 Sample Street", street_address2: null, city: "Oakland", postal_code: "94601", state: "CA", country: "US" },
};

export const portals: Group<"portals.listAll" | "portals.list" | "portals.create" | "portals.update" | "portals.fundingInstructions"> = {
  "portals.listAll": ({ books, query }) => page(books.state.company.portals, query),
  "portals.list": ({ books, params, query }) => {
    const { id } = pocketOf(books, params.pocket_id);
    return page(
      books.state.company.portals.filter((one) => one.pocket_id === id),
      { ...query, of: id },
    );
  },
  "portals.create": ({ books, params, body: { name, type, network }, caller }) => {
    member(caller, "ADMIN");
    const pocket = pocketOf(books, params.pocket_id);
    // What a pocket that is not open allows is not published (assumed).
    if (pocket.status !== "OPEN") throw conflict(`The pocket is ${pocket.status}`);
    const { company } = books.state;
    const portal = makePortal({ id: books.company.mintId(company), pocket_id: pocket.id, name, type, network });
    company.portals.push(portal);
    return portal;
  },
  "portals.update": ({ books, params, body: { name, status }, caller }) => {
    member(caller, "ADMIN");
    const portal = portalOf(books, params);
    if (portal.status === "CLOSED") throw new Refusal(412, "The portal is closed");
    if (name !== undefined) portal.name = name;
    if (status !== undefined) portal.status = status;
    return undefined;
  },
  "portals.fundingInstructions": ({ books, params }) => {
    const portal = portalOf(books, params);
    // An address on a chain has neither routing nor account number to instruct with (assumed).
    if (portal.type !== "BANK_ACCOUNT") throw notFound("Funding instructions");
    const { customer } = books.state.company;
    return {
      beneficiary_name: customer.name,
      beneficiary_address: customer.address,
      ...bank,
      routing_number: portal.routing_number!,
      account_number: portal.account_number!,
      swift_bic: null,
      network_address: pocketOf(books, portal.pocket_id).attributes.includes("JIKONET") ? networkAddressOf(portal.pocket_id) : null,
      object_type: "FundingInstructions",
    };
  },
};
