import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { challengeOf, enrolmentNonceOf, type Gesture } from "./gesture";

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const item = fc.record({ transferId: fc.uuid(), subjectHash: hash, contextHash: hash });
const gesture: fc.Arbitrary<Gesture> = fc.record({
  customerId: fc.uuid(),
  memberId: fc.uuid(),
  statement: fc.oneof(
    fc.record({ kind: fc.constant("approve" as const), items: fc.array(item, { minLength: 1, maxLength: 4 }) }),
    fc.record({ kind: fc.constant("policy" as const), number: fc.nat(), digest: hash }),
    fc.record({ kind: fc.constant("passkey" as const), passkeyId: fc.uuid(), fingerprint: hash }),
  ),
  nonce: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
});

describe("the challenge of a gesture", () => {
  it("is 32 bytes, and always the same for the same", () => {
    fc.assert(
      fc.property(gesture, (one) => {
        expect(Buffer.from(challengeOf(one), "base64url")).toHaveLength(32);
        expect(challengeOf(structuredClone(one))).toBe(challengeOf(one));
      }),
    );
  });

  it("is another one as soon as anything of it is", () => {
    fc.assert(
      fc.property(gesture, gesture, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(challengeOf(a)).not.toBe(challengeOf(b));
        for (const name of ["customerId", "memberId", "nonce"] as const) {
          if (a[name] !== b[name]) expect(challengeOf({ ...a, [name]: b[name] })).not.toBe(challengeOf(a));
        }
      }),
    );
  });

  it("knows the order of a batch, and takes none that is empty", () => {
    fc.assert(
      fc.property(gesture, fc.array(item, { minLength: 1, maxLength: 4 }), (one, items) => {
        const batch = (list: typeof items): Gesture => ({ ...one, statement: { kind: "approve", items: list } });
        const turned = [...items].reverse();
        expect(challengeOf(batch(turned)) === challengeOf(batch(items))).toBe(JSON.stringify(turned) === JSON.stringify(items));
        expect(() => challengeOf(batch([]))).toThrow(RangeError);
      }),
    );
  });

  it("is written down: a bundle of evidence is checked by anybody who can do this", () => {
    const one: Gesture = {
      customerId: "c", memberId: "m", nonce: "n",
      statement: { kind: "approve", items: [{ transferId: "t", subjectHash: "s", contextHash: "x" }] },
    };
    // SHA-256 of: countersign gesture v1\n{"customerId":"c","memberId":"m","nonce":"n","statement":{"items":[{"contextHash":"x","subjectHash":"s","transferId":"t"}],"kind":"approve"}}
    expect(challengeOf(one)).toBe("wA4BiMQg0h_wGPvhLAH44nV5_c8bgkve5_iR3vPD224");
  });
});

it("the nonce of an enrolment is that of one key alone", () => {
  const [a, b] = [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 4])];
  expect(enrolmentNonceOf(a)).toMatch(/^[\w-]{43}$/);
  expect(enrolmentNonceOf(a)).not.toBe(enrolmentNonceOf(b));
});
