import type { Group } from "../types";

export const tradingStrategies: Group<"tradingStrategies.list"> = {
  "tradingStrategies.list": ({ books }) => {
    const items = books.state.company.strategies;
    return { offset: 0, count: items.length, items, object_type: "List" };
  },
};
