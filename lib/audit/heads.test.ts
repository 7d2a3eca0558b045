import { createPublicKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "@/lib/redact";
import { headFault, headKey, headLine, headsOf, keyIdOf, signHead, type SignedHead } from "./heads";

const pair = () => generateKeyPairSync("ed25519");
const ours = pair();
const theirs = pair();
const body = { customerId: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", position: 41, entryHash: "ab".repeat(32), at: "2026-07-15T14:00:00.000Z" };
const head = signHead(body, ours.privateKey);

describe("a signed head", () => {
  it("is believed with the public key alone, whichever stand beside it", () => {
    expect(headFault(head, [theirs.publicKey, ours.publicKey])).toBeNull();
    expect(headFault(JSON.parse(JSON.stringify(head)), [createPublicKey(ours.publicKey.export({ type: "spki", format: "pem" }))])).toBeNull();
  });

  it("is refused with another key, and when somebody else signed it", () => {
    expect(headFault(head, [theirs.publicKey])).toBe(`its key ${keyIdOf(ours.publicKey)} is not one of those given`);
    const forged = { ...signHead(body, theirs.privateKey), keyId: head.keyId };
    expect(headFault(forged, [ours.publicKey])).toBe("its signature does not fit");
  });

  it("is refused once anything of it is changed", () => {
    const changes: fc.Arbitrary<Partial<SignedHead>> = fc.oneof(
      fc.record({ customerId: fc.uuid() }),
      fc.record({ position: fc.integer({ min: 1, max: 10 ** 6 }) }),
      fc.record({ entryHash: fc.stringMatching(/^[0-9a-f]{64}$/) }),
      fc.record({ at: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()) }),
      fc.record({ signature: fc.stringMatching(/^[\w-]{86}$/) }),
    );
    fc.assert(
      fc.property(changes, (change) => {
        const changed = { ...head, ...change };
        fc.pre(Object.entries(changed).some(([name, value]) => head[name as keyof SignedHead] !== value));
        expect(headFault(changed, [ours.publicKey])).toBe("its signature does not fit");
      }),
    );
  });

  it("is refused where it is none, or holds more", () => {
    for (const value of [null, "x", {}, { ...head, more: 1 }, { ...head, signature: "" }]) expect(headFault(value, [ours.publicKey])).toBe("it is not a head");
  });
});

it("is read back from a file and from among other lines of a log, whatever its key", () => {
  fc.assert(
    fc.property(fc.nat(), (i) => {
      const { privateKey, publicKey } = pair();
      const one = signHead({ ...body, position: i + 1 }, privateKey);
      const lines = [{ event: "request", status: 200 }, redact({ ...headLine(one), level: "info", message: "A head" }), one];
      const read = headsOf(lines.map((line) => JSON.stringify(line)).join("\n"));
      expect(read).toEqual([one, one]);
      expect(headFault(read[0], [publicKey])).toBeNull();
    }),
  );
  expect(headsOf("not json\n\n")).toEqual([null]);
});

it("only Ed25519 keys sign heads", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  expect(() => headKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString())).toThrow("must be Ed25519");
  expect(keyIdOf(headKey(ours.privateKey.export({ type: "pkcs8", format: "pem" }).toString()))).toBe(head.keyId);
});
