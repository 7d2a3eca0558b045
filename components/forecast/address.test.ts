import { expect, it } from "vitest";
import { forecastHref, readForecastAddress } from "./address";

const plain = { pocket: "", unit: "", open: "", from: "" } as const;

it("reads what it writes, and falls back to the plain page", () => {
  const address = { pocket: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", unit: "day", open: "1", from: "2026-07-20" } as const;
  expect(readForecastAddress(Object.fromEntries(new URL(`http://desk${forecastHref(address)}`).searchParams))).toEqual(address);
  expect(forecastHref(plain)).toBe("/forecast");
  expect(readForecastAddress({ pocket: "x", unit: "month", open: "yes", from: "2026-02-30" })).toEqual(plain);
});
