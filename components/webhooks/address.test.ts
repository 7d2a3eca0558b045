import { describe, expect, it } from "vitest";
import { eventsList } from "@/lib/jiko/events";
import { eventsHref, readEventsAddress } from "./address";

const zone = "America/New_York";
const id = "ac1f8b36-0e0f-40ce-a57a-925a7a57be59";

describe("the address of the event log", () => {
  it("is read as the contract takes it, a day from its beginning here", () => {
    const { filters, query } = readEventsAddress({ subscription: id, after: "2026-07-01", cursor: "abc" }, zone);
    expect(filters).toEqual({ subscription: id, after: "2026-07-01" });
    expect(query).toEqual({ limit: 50, subscription_id: id, after: "2026-07-01T04:00:00.000Z", cursor: "abc" });
    expect(eventsList.query.safeParse(query).success).toBe(true);
    expect(eventsHref(filters, "abc")).toBe(`/webhooks/events?subscription=${id}&after=2026-07-01&cursor=abc`);
  });

  it("takes what it does not understand for nothing", () => {
    expect(readEventsAddress({ subscription: "x", after: "2026-02-31", cursor: ["a", "b"] }, zone)).toEqual({
      filters: { subscription: "", after: "" },
      query: { limit: 50 },
    });
    expect(eventsHref({})).toBe("/webhooks/events");
  });
});
