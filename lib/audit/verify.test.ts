import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkOf, type AuditEntry, type ChainLink } from "./entry";
import { verifyLinks, type Head } from "./verify";

const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";
const entry = (i: number, customer = customerId): AuditEntry => ({
  customerId: customer,
  at: new Date(Date.UTC(2026, 5, 15, 14, 0, i)),
  kind: "event",
  action: "session.started",
  actor: { memberId: randomUUID(), name: "Viewer One" },
  correlationId: randomUUID(),
  subjectId: null,
  details: { i, text: "état — ok" },
});

function chain(length: number, customer = customerId): ChainLink[] {
  const links: ChainLink[] = [];
  for (let i = 0; i < length; i++) links.push(linkOf(entry(i, customer), links.length ? { position: links.length, entryHash: links.at(-1)!.entryHash } : null));
  return links;
}
const headOf = (links: ChainLink[]): Head => ({ position: links.length, entryHash: links.at(-1)!.entryHash });
const fields = ["canonical", "contentHash", "prevHash", "entryHash"] as const;
const links = chain(12);
const heads = [headOf(links)];

describe("verifyLinks", () => {
  it("accepts what was appended", () => {
    expect(verifyLinks(customerId, links, heads)).toEqual({ ok: true, length: 12, head: heads[0] });
    expect(verifyLinks(customerId, [])).toEqual({ ok: true, length: 0, head: null });
  });

  it("finds any single character that is changed, anywhere", () => {
    fc.assert(
      fc.property(fc.nat(11), fc.constantFrom(...fields), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (at, field, place, sign) => {
        const text = links[at]![field];
        const i = place % text.length;
        fc.pre(text[i] !== sign);
        const changed = links.with(at, { ...links[at]!, [field]: text.slice(0, i) + sign + text.slice(i + 1) });
        expect(verifyLinks(customerId, changed)).toMatchObject({ ok: false, position: at + 1 });
      }),
      { numRuns: 500 },
    );
  });

  it("finds removals, swaps and insertions; of the newest entries where a head was noted", () => {
    fc.assert(
      fc.property(fc.nat(11), fc.nat(11), (a, b) => {
        const removed = links.toSpliced(a, 1);
        expect(verifyLinks(customerId, removed, heads).ok).toBe(false);
        if (a < 11) expect(verifyLinks(customerId, removed).ok).toBe(false);
        const inserted = links.toSpliced(a, 0, links[b]!);
        expect(verifyLinks(customerId, inserted).ok).toBe(false);
        if (a !== b) expect(verifyLinks(customerId, links.with(a, links[b]!).with(b, links[a]!)).ok).toBe(false);
      }),
    );
    expect(verifyLinks(customerId, links.slice(0, 7), heads)).toMatchObject({ ok: false, position: 8 });
  });

  it("finds a chain that was computed anew from some entry on, where a head was noted", () => {
    const forged = links.slice(0, 5);
    for (let i = 5; i < 12; i++) forged.push(linkOf(entry(100 + i), { position: i, entryHash: forged.at(-1)!.entryHash }));
    expect(verifyLinks(customerId, forged).ok).toBe(true);
    expect(verifyLinks(customerId, forged, heads)).toMatchObject({ ok: false, position: 12 });
    expect(verifyLinks(customerId, forged, [{ position: 8, entryHash: links[7]!.entryHash }])).toMatchObject({ ok: false, position: 8 });
  });

  it("finds entries of another customer, and texts that are hashed well but not canonical", () => {
    expect(verifyLinks(customerId, chain(3, randomUUID()))).toMatchObject({ ok: false, position: 1 });
    const wrong = linkOf(entry(0), { position: 4, entryHash: "0".repeat(64) });
    expect(verifyLinks(customerId, [wrong])).toMatchObject({ ok: false, fault: "its position is not the next one" });
  });
});
