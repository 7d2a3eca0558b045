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

const said = (given: ChainLink[], noted = heads) => {
  const verdict = verifyLinks(customerId, given, noted);
  return verdict.ok ? null : [verdict.position, verdict.fault];
};

describe("what is wrong is named at the first bad entry", () => {
  const [fourth, fifth] = [links[3]!, links[4]!];
  const follow = (text: Partial<AuditEntry>, position: number, prevHash: string) => linkOf({ ...entry(0), ...text }, { position: position - 1, entryHash: prevHash });

  it("a changed text, hash or link", () => {
    expect(said(links.with(4, { ...fifth, canonical: fifth.canonical.replace("Viewer", "viewer") }))).toEqual([5, "its text was changed: it is not what was hashed"]);
    expect(said(links.with(4, { ...fifth, entryHash: "0".repeat(64) }))).toEqual([5, "its entry hash was changed"]);
    expect(said(links.with(4, { ...fifth, prevHash: "0".repeat(64) }))).toEqual([5, "its links were changed"]);
  });

  it("entries that are missing, one or several", () => {
    expect(said(links.toSpliced(4, 1))).toEqual([5, "1 entry is missing here: the next one is 6"]);
    expect(said(links.toSpliced(4, 3))).toEqual([5, "3 entries are missing here: the next one is 8"]);
    expect(said(links.slice(0, 7))).toEqual([8, "the record ends here, but had 12 entries once: its tail was cut"]);
  });

  it("two that were swapped: in their order, or in their links", () => {
    expect(said(links.with(3, links[8]!).with(8, fourth))).toEqual([4, "entry 9 stands in its place: the two were swapped"]);
    const carrying = (text: ChainLink, { prevHash, entryHash }: ChainLink) => ({ ...text, prevHash, entryHash });
    expect(said(links.with(3, carrying(fourth, links[8]!)).with(8, carrying(links[8]!, fourth)))).toEqual([4, "it was swapped with entry 9: each has the other's links"]);
  });

  it("one that was inserted: a copy, or one made to fit", () => {
    expect(said(links.toSpliced(4, 0, links[9]!))).toEqual([5, "1 entry was inserted here"]);
    const forged = follow({ action: "session.ended" }, 5, fourth.entryHash);
    expect(said(links.toSpliced(4, 0, forged))).toEqual([6, "it was inserted, or the one before it: both follow the same entry"]);
    expect(said(links.toSpliced(4, 0, follow({}, 5, "ab".repeat(32))))).toEqual([5, "1 entry was inserted here"]);
  });

  it("a column that does not say what its text says", () => {
    const columns = { at: "2026-06-15T14:00:03.000Z", kind: "event", action: "session.started", correlationId: "x", subjectId: null, outcome: null, memberId: null };
    expect(said(links.with(3, { ...fourth, columns } as never))).toEqual([4, "the column correlationId does not say what its text says"]);
  });

  it("a head that says otherwise, with where it was noted", () => {
    const noted = { position: 8, entryHash: "0".repeat(64), at: "2026-06-15T15:00:00.000Z", where: "kept outside" };
    expect(said(links, [noted])).toEqual([8, "it is not the entry that was noted here before (head of 2026-06-15T15:00:00.000Z, kept outside)"]);
  });
});

describe("a restore that is on record", () => {
  const restored = (kept: number) => {
    const text = { ...entry(0), at: new Date("2026-06-16T00:00:00Z"), action: "record.restored", details: { position: kept, reason: "The disk was lost" } };
    return [...links.slice(0, 7), linkOf(text, { position: 7, entryHash: links[6]!.entryHash })];
  };
  const later = (at: string) => links.slice(6).map((link, i) => ({ position: 7 + i, entryHash: link.entryHash, at }));

  it("explains heads of what is gone", () => {
    expect(said(restored(7), later("2026-06-15T15:00:00.000Z"))).toBeNull();
  });

  it("explains none that is older than what was kept, nor one that is younger than itself", () => {
    expect(said(restored(9), later("2026-06-15T15:00:00.000Z"))?.[0]).toBe(8);
    expect(said(restored(7), later("2026-06-17T00:00:00.000Z"))?.[0]).toBe(8);
  });
});

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
    expect(verifyLinks(customerId, [wrong])).toMatchObject({ ok: false, fault: "its position is not the next one: its text says 5" });
  });
});
