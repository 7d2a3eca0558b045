import type { Group } from "../types";

export const customer: Group<"customer.get"> = {
  "customer.get": ({ books }) => books.state.company.customer,
};
