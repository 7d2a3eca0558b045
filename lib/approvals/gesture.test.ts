import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { challengeOf, enrolmentNonceOf, type Gesture } from "./gesture";

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const item = fc.record({ transferId: fc.uuid(), subjectHash: hash, contextHash: hash });
const gesture: fc.Arbitrary<Gesture> = fc.record({
  customerId: fc.uuid(),
  memberId: fc.uuid(),
  decision: fc.constant("approve" as const),
  items: fc.array(item, { minLength: 1, maxLength: 4 }),
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
      fc.property(gesture, (one) => {
        const turned = { ...one, items: [...one.items].reverse() };
        expect(challengeOf(turned) === challengeOf(one)).toBe(JSON.stringify(turned.items) === JSON.stringify(one.items));
        expect(() => challengeOf({ ...one, items: [] })).toThrow(RangeError);
      }),
    );
  });

  it("is written down: a bundle of evidence is checked by anybody who can do this", () => {
    const one: Gesture = {
      ...{ customerId: "c", memberId: "m", decision: "approve", nonce: "n" },
      items: [{ transferId: "t", subjectHash: "s", contextHash: "x" }],
    };
    // SHA-256 of: countersign decision v1\n{"customerId":"c","decision":"approve","items":[{"contextHash":"x","subjectHash":"s","transferId":"t"}],"memberId":"m","nonce":"n"}
    expect(challengeOf(one)).toBe("-ZwUp1Stemhp1VA_CGtyt26cN7hie9kHqRa5kOAkb4c");
  });
});

it("the nonce of an enrolment is that of one key alone", () => {
  const [a, b] = [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 4])];
  expect(enrolmentNonceOf(a)).toMatch(/^[\w-]{43}$/);
  expect(enrolmentNonceOf(a)).not.toBe(enrolmentNonceOf(b));
});
