import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventTypes } from "@/lib/jiko/events";
import { subscriptionsCreate } from "@/lib/jiko/subscriptions";
import { checkWebhook, emptyWebhook, eventWord, urlFault, webhookEvents, webhookValues, type WebhookValues } from "./webhook";

const other = (changes: Partial<WebhookValues> = {}): WebhookValues => ({ ...emptyWebhook, receiver: "other", url: "https://hooks.example.com/jiko", ...changes });
const faultsOf = (values: WebhookValues, here = false) => {
  const found = checkWebhook(values, here);
  return found.ok ? [] : found.faults.map(({ field }) => field);
};

describe("checkWebhook", () => {
  it("knows the events of the contract, each with words of its own", () => {
    expect([...webhookEvents].sort()).toEqual([...eventTypes].sort());
    expect(eventWord("transfers.wire.in.success")).toBe("Wire received");
    expect(eventWord("card.issued")).toBe("card.issued");
  });

  it.each([
    ["no address", { url: "" }, "url"],
    ["plain http", { url: "http://hooks.example.com/jiko" }, "url"],
    ["another scheme", { url: "file:///etc/passwd" }, "url"],
    ["a password in the address", { url: "https://one:two@hooks.example.com/" }, "url"],
    ["a fragment", { url: "https://hooks.example.com/#here" }, "url"],
    ["half an address", { url: "hooks.example.com" }, "url"],
    ["an address that is too long", { url: `https://hooks.example.com/${"x".repeat(2100)}` }, "url"],
    ["no event", { events: [] }, "events"],
    ["a long description", { description: "x".repeat(201) }, "description"],
    ["a description that turns text round", { description: "\u202eevil" }, "description"],
    ["statuses that are none", { statuses: "500, teapot" }, "statuses"],
    ["success as a reason to try again", { statuses: "200" }, "statuses"],
    ["one attempt of several", { attempts: "1" }, "attempts"],
    ["half an attempt", { attempts: "2.5" }, "attempts"],
    ["no pause", { firstWait: "0" }, "firstWait"],
    ["a factor below one", { factor: "0.5" }, "factor"],
    ["a longest pause below the first", { longestWait: "10" }, "longestWait"],
    ["a number in another grammar", { factor: "1,5" }, "factor"],
  ] as [string, Partial<WebhookValues>, string][])("refuses %s", (_, changes, field) => expect(faultsOf(other(changes))).toEqual([field]));

  it("takes plain http on this machine where the bank is a sandbox here, and nowhere else", () => {
    expect(urlFault("http://127.0.0.1:4000/hooks", true)).toBeNull();
    expect(urlFault("http://127.0.0.1:4000/hooks", false)).toContain("https");
    expect(urlFault("http://hooks.example.com/", true)).toContain("https");
  });

  it("asks for no address of our own receiver, and for no numbers where nothing is tried again", () => {
    expect(faultsOf({ ...emptyWebhook, url: "nonsense" })).toEqual([]);
    expect(faultsOf(other({ retry: false, attempts: "x", statuses: "" }))).toEqual([]);
  });

  it("never throws, and whatever it passes Jiko's schema takes and the form shows again", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("2", "30", "1.5", "500, 503", "https://hooks.example.com/a?b=c"));
    const values = fc.record({
      receiver: fc.constant("other" as const), url: text, description: fc.string({ maxLength: 30 }), retry: fc.boolean(),
      events: fc.array(fc.oneof(fc.constantFrom(...webhookEvents), fc.constant("card.issued")), { maxLength: 4 }),
      statuses: text, attempts: text, firstWait: text, factor: text, longestWait: text,
    });
    fc.assert(
      fc.property(values, (typed) => {
        const found = checkWebhook(typed, false);
        if (!found.ok) return found.faults.length > 0;
        const { url, description, events, policy } = found.checked;
        const body = { url: url!, description, events, retry_policy: policy, shared_secret: "x".repeat(16) };
        const again = checkWebhook(webhookValues(body, "other"), false);
        return subscriptionsCreate.body.safeParse(body).success && again.ok && JSON.stringify(again.checked) === JSON.stringify(found.checked);
      }),
      { numRuns: 2000 },
    );
  });
});
