import { expect, it } from "vitest";
import { portalsHref, readPortalsAddress } from "./address";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

it("comes back from the address it writes", () => {
  const address = { filters: { pocket, status: "CLOSED" }, cursor: "a=b&c" };
  const written = Object.fromEntries(new URL(portalsHref(address.filters, address.cursor), "http://x").searchParams);
  expect(readPortalsAddress(written)).toEqual(address);
  expect(portalsHref({ pocket: "", status: "" })).toBe("/portals");
});

it("takes what it does not understand for no filter", () => {
  expect(readPortalsAddress({ pocket: "../x", status: ["OPEN", "CLOSED"], cursor: "" })).toEqual({ filters: { pocket: "", status: "" }, cursor: null });
  expect(readPortalsAddress({ pocket: pocket.toUpperCase(), status: "open" }).filters).toEqual({ pocket, status: "" });
});
