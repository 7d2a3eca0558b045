import type { Group } from "../types";

export const customer: Group<"customer.get" | "customer.beneficialOwners"> = {
  "customer.get": ({ books }) => books.state.company.customer,
  "customer.beneficialOwners": ({ books }) => ({ items: books.state.company.beneficial_owners }),
};
