import { notFound } from "../errors";
import { page } from "../paging";
import type { Group } from "../types";

export const wires: Group<"wires.list" | "wires.get"> = {
  "wires.list": ({ books, query }) =>
    page(
      books.state.company.wires
        .filter((one) => (!query.pocket_id || one.pocket_id === query.pocket_id) && (!query.direction || one.direction === query.direction))
        .reverse(),
      query,
    ),
  "wires.get": ({ books, params }) => {
    const wire = books.state.company.wires.find((one) => one.id === params.wire_id);
    if (!wire) throw notFound("Wire");
    return wire;
  },
};
