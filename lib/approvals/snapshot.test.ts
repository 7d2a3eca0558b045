import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/canonical";
import { differences } from "./differences";
import { historyOf } from "./history";
import { payee, request } from "./request.arbitrary";
import type { SnapshotDesk } from "./types";
import { buildSnapshot, contextHashOf, counterpartyIdOf, subjectHashOf, type SnapshotSources } from "./snapshot";

const pocket = fc.option(
  fc.record({ id: fc.uuid(), name: fc.string(), balance: fc.option(fc.nat()), pricedAt: fc.constantFrom(null, "2026-06-15T14:00:00Z") }),
);
const desk: SnapshotDesk = {
  policy: { version: "builtin-1", digest: null, rules: [], demands: [], assurance: "passkey", acknowledge: [], callBack: false, expiresAt: null },
  signOffs: [], callBack: null, attachments: [], findings: [], cutOff: null, past: { complete: true, asOf: null },
};
const sources: fc.Arbitrary<SnapshotSources> = fc.record({
  request,
  payee: fc.option(payee),
  originPocket: pocket,
  destinationPocket: pocket,
  sale: fc.constant(null),
  history: fc.constant(null),
  desk: fc.constant(desk),
  asOf: fc.constant(new Date("2026-06-15T14:00:00Z")),
});
const subject = sources.map((one) => buildSnapshot(one).subject);

/** Every way to change one leaf of a value: a new text, another number, null where something was. */
function* mutations(value: unknown): Generator<unknown> {
  if (value === null) yield "something";
  else if (typeof value === "string") yield* [`${value} `, null];
  else if (typeof value === "number") yield* [value + 1, null];
  else if (typeof value === "object") {
    for (const [key, member] of Object.entries(value!)) {
      for (const changed of mutations(member)) {
        yield Array.isArray(value) ? value.map((one, i) => (String(i) === key ? changed : one)) : { ...value, [key]: changed };
      }
    }
  }
}

describe("the snapshot", () => {
  it("is the same for the same sources, and equal subjects have equal hashes", () => {
    fc.assert(
      fc.property(sources, (one) => {
        const [a, b] = [buildSnapshot(one), buildSnapshot(structuredClone(one))];
        expect(a).toEqual(b);
        expect(subjectHashOf(a.subject)).toBe(subjectHashOf(b.subject));
        expect(contextHashOf(a.context)).toBe(contextHashOf(b.context));
        expect(subjectHashOf(a.subject)).not.toBe(contextHashOf(a.subject));
      }),
    );
  });

  it("survives the way to the browser and back", () => {
    fc.assert(fc.property(subject, (one) => subjectHashOf(JSON.parse(JSON.stringify(one))) === subjectHashOf(one)));
  });

  it("tells two subjects apart by hash exactly where differences finds one", () => {
    fc.assert(
      fc.property(subject, subject, (a, b) => {
        expect(differences(a, b).length === 0).toBe(subjectHashOf(a) === subjectHashOf(b));
        expect(differences(a, a)).toEqual([]);
      }),
    );
  });

  it("lets no changed field pass: every change has another hash and is found and named", () => {
    fc.assert(
      fc.property(subject, (one) => {
        for (const changed of mutations(one)) {
          expect(subjectHashOf(changed)).not.toBe(subjectHashOf(one));
          const found = differences(one, changed);
          expect(found).toHaveLength(1);
          expect(found[0]!.label).not.toBe(found[0]!.path);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("holds the whole account of the payee", () => {
    fc.assert(
      fc.property(sources, (one) => {
        fc.pre(one.payee !== null && counterpartyIdOf(one.request) !== null);
        const text = canonicalJson(buildSnapshot(one).subject);
        for (const field of ["routing_number", "identifier", "bic", "account_number", "network"] as const) {
          const value = (one.payee as Record<string, unknown>)[field];
          if (value !== undefined) expect(text).toContain(JSON.stringify(value));
        }
      }),
    );
  });

  it("reads the same instant in two spellings as one", () => {
    const [one] = fc.sample(sources, { numRuns: 1, seed: 1 });
    const spelled = (created_at: string) => buildSnapshot({ ...one!, request: { ...one!.request, created_at } }).subject;
    expect(spelled("2026-07-15T14:02:10Z")).toEqual(spelled("2026-07-15T10:02:10.000-04:00"));
  });
});

describe("differences", () => {
  it("shows amounts as money and names what changed in plain words", () => {
    const shown = { amount: { type: "REQUESTED_AMOUNT", cents: 250000000 }, destination: { payee: { account: "000123456789" } } };
    const now = { amount: { type: "FULL_WITHDRAWAL" }, destination: { payee: { account: "000123456780" } } };
    expect(differences(shown, now)).toEqual([
      { path: "amount.type", label: "Amount or everything", shown: "An amount", now: "Everything in the pocket" },
      { path: "amount.cents", label: "Amount", shown: "$2,500,000.00", now: null },
      { path: "destination.payee.account", label: "Account of the payee", shown: "000123456789", now: "000123456780" },
    ]);
  });
  it("finds what comes and goes in any JSON", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        (a, b) => (differences([a], [b]).length === 0) === (JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))),
      ),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [`.${key}`, sorted(member)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe("historyOf", () => {
  const base = fc.sample(
    request.filter(({ transfer }) => transfer.type === "WIRE"),
    { numRuns: 1, seed: 3 },
  )[0]!;
  const paid = (n: number, cents: number | null, status = "COMPLETED") =>
    ({
      ...base,
      id: `20000000-0000-4000-8000-00000000000${n}`,
      status,
      created_at: `2026-06-0${n}T00:00:00Z`,
      transfer: {
        ...base.transfer,
        amount: cents === null ? { type: "FULL_WITHDRAWAL" } : { type: "REQUESTED_AMOUNT", amount_usdc: cents },
      },
    }) as typeof base;

  it("counts completed payments to the same payee alone", () => {
    const elsewhere = { ...paid(5, 900), transfer: { ...paid(5, 900).transfer, counterparty_id: members5 } } as typeof base;
    expect(historyOf(base, [paid(1, 100), paid(2, 300), paid(3, null), paid(4, 700, "FAILED"), elsewhere, base], true)).toEqual({
      count: 3,
      total: 400,
      last: { at: "2026-06-03T00:00:00.000Z", cents: null },
      median: 100,
      complete: true,
    });
  });
  it("is empty without any", () => {
    expect(historyOf(base, [], false)).toEqual({ count: 0, total: 0, last: null, median: null, complete: false });
  });
});

const members5 = "30000000-0000-4000-8000-000000000005";
