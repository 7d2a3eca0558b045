import { describe, expect, it } from "vitest";
import { referencesOf } from "./events";
import { subscriptionsCreate, subscriptionsDelete, subscriptionsGet, subscriptionsUpdate } from "./subscriptions";
import { readAnswer } from "./transport/answer";

const empty = Buffer.alloc(0);

describe("answers of the subscriptions", () => {
  it("may be empty where a body is not promised, and only there", () => {
    for (const op of [subscriptionsCreate, subscriptionsUpdate]) expect(readAnswer(op, null, empty)).toBeNull();
    expect(readAnswer(subscriptionsDelete, null, empty)).toBeUndefined();
    expect(() => readAnswer(subscriptionsGet, null, empty)).toThrow("not JSON");
  });

  it("keep a status that is not known here, and a policy that is absent as none", () => {
    const sent = {
      id: "ac1f8b36-0e0f-40ce-a57a-925a7a57be59", events: ["x"], url: "https://hooks.example.com/jiko", status: "paused",
      time_created: "2026-07-01T09:00:00Z", updated_at: "2026-07-01T09:00:00Z",
    };
    const read = readAnswer(subscriptionsCreate, "application/json", Buffer.from(JSON.stringify(sent)));
    expect(read).toMatchObject({ status: "paused", retry_policy: null, description: "" });
  });
});

describe("what an event is about", () => {
  it("is its ids and CUSIPs, and nothing else that it may carry", () => {
    const wire_id = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";
    const payload = { wire_id, cusip: "912797QA1", destination_pocket_id: null, account_id: "000123456789", note: wire_id, more: { wire_id } };
    expect(referencesOf({ payload })).toEqual({ wire_id, cusip: "912797QA1" });
  });
});
