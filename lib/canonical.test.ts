import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, isCanonical, uncanonicalAt } from "./canonical";

const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

/** The same value with the keys of every object put in the other order. */
function reversed(one: unknown): unknown {
  if (Array.isArray(one)) return one.map(reversed);
  if (one === null || typeof one !== "object") return one;
  return Object.fromEntries(
    Object.entries(one)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe("canonicalJson", () => {
  it("writes keys sorted, without white space", () => {
    expect(canonicalJson({ b: [1, "x", null], a: { d: true, c: -0 } })).toBe('{"a":{"c":0,"d":true},"b":[1,"x",null]}');
  });
  it("leaves strings as they are, without Unicode normalisation", () => {
    expect(canonicalJson("\u00e9")).not.toBe(canonicalJson("e\u0301"));
  });
  it("reads an undefined property as absent", () => {
    expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });
  it.each([1.5, NaN, Infinity, 2 ** 53, undefined, () => 1, new Date(0), new Map(), 10n, [undefined]])("refuses %s", (wrong) => {
    expect(() => canonicalJson({ wrong: [wrong] })).toThrow(TypeError);
  });
  it("is told from every other text of the same value", () => {
    fc.assert(
      fc.property(value, (one) => {
        const text = canonicalJson(one);
        expect(isCanonical(text, JSON.parse(text))).toBe(true);
        for (const other of [JSON.stringify(reversed(one)), JSON.stringify(one, null, 1), ` ${text}`]) {
          expect(isCanonical(other, JSON.parse(other))).toBe(other === text);
        }
      }),
    );
    for (const text of ['{"a":-0}', '{"a":1e3}', '{"a":1,"a":1}', '"\\u0061"', '{"b":1,"a":2}']) expect(isCanonical(text, JSON.parse(text))).toBe(false);
  });
  it("is JSON of the same value, whatever the order of keys", () => {
    fc.assert(
      fc.property(value, (one) => {
        const text = canonicalJson(one);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(one))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
  it("tells any two different values apart", () => {
    fc.assert(fc.property(value, value, (a, b) => (canonicalJson(a) === canonicalJson(b)) === same(a, b)));
  });
});

describe("uncanonicalAt", () => {
  it("finds nothing in what has a canonical form, and the place of what has none", () => {
    fc.assert(fc.property(value, (one) => uncanonicalAt(one) === null));
    expect(uncanonicalAt({ a: [1, { b: 0.5 }] })).toEqual(["a", "1", "b"]);
    expect(uncanonicalAt({ a: 2 ** 53 })).toEqual(["a"]);
  });
});

/** Equality of plain JSON, written independently of the canonical form. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object" || Array.isArray(a) || Array.isArray(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key as never], b[key as never]));
}
