import { describe, expect, it } from "vitest";
import { contract } from "@/lib/jiko/contract";
import { eventTypes } from "@/lib/jiko/events";
import { fillPath, type AnyOperation } from "@/lib/jiko/operation";
import { readKey, readPath } from "./query-key";
import { concerns, knownTopics, topics, topicsOfEvent } from "./topics";

const concerned = (path: string) => topics.filter((topic) => concerns(topic, readKey(path)));

describe("topics", () => {
  it("cover every read of the contract, each with the one that is about it", () => {
    const reads = (contract as readonly AnyOperation[]).filter(({ method }) => method === "GET");
    const found = reads.map(({ id, path }) => {
      const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, "0f7c2d9e-58a1-4c1e-9a53-6d3f1f0a8b01"]));
      return [id, concerned(readPath(fillPath(path, params)))] as const;
    });
    // What strategies there are changes with no doing of anybody here; a confirmation is a file.
    const none = found.filter(([, some]) => some.length === 0).map(([id]) => id);
    expect(none.filter((id) => !/^tradingStrategies\.|confirmation/i.test(id))).toEqual([]);
    expect(found.filter(([, some]) => some.length > 1)).toEqual([]);
  });

  it.each([
    ["/v2/pockets", "pockets"],
    ["/v2/pockets/earnings", "pockets"],
    ["/v2/pockets/2efef45d-fd45-4101-b3fb-f90d99c2c7c7/portals", "portals"],
    ["/v1/transfer-requests/2efef45d-fd45-4101-b3fb-f90d99c2c7c7", "transfer-requests"],
    ["/v1/events", "webhooks"],
  ])("%s is about %s", (path, topic) => expect(concerned(path)).toEqual([topic]));

  it("do not mean what only begins alike, and mean reads of our own by the first part of their key", () => {
    expect(concerned("/v2/pockets-of-others")).toEqual([]);
    expect(topics.filter((topic) => concerns(topic, ["webhooks", "endpoints"]))).toEqual(["webhooks"]);
    expect(topics.filter((topic) => concerns(topic, ["approvals", "x"]))).toEqual([]);
    expect(topics.filter((topic) => concerns(topic, ["history", 90]))).toEqual(["pockets", "transactions", "trades"]);
    expect(topics.filter((topic) => concerns(topic, ["forecast"]))).toEqual(["pockets", "transactions", "transfer-requests", "forecast"]);
  });

  it("of an event are known for every type, and for a new one the log alone", () => {
    for (const type of eventTypes) expect(topicsOfEvent(type).length).toBeGreaterThan(2);
    expect(topicsOfEvent("card.issued")).toEqual(["webhooks"]);
    expect(knownTopics(["wires", "moon", 3])).toEqual(["wires"]);
  });
});
