import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactText } from "./redact";

const base64url = (length: number) =>
  fc
    .string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), minLength: length, maxLength: length })
    .map((text) => `aB3${text.slice(3)}`);
const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });

/** A secret: what must not be found, and the text it stands in. */
const secretText: fc.Arbitrary<{ secret: string; text: string }> = fc.oneof(
  base64url(43).map((secret) => ({ secret, text: secret })),
  base64url(43).map((secret) => ({ secret, text: `Authorization: Bearer ${secret}` })),
  base64url(20).map((secret) => ({ secret, text: `DPoP ${secret}` })),
  base64url(30).map((secret) => ({ secret, text: `eyJhbGciOiJQUzI1NiJ9.${secret}.${secret}` })),
  base64url(24).map((secret) => ({ secret, text: `https://files.example.com/statements/2026-06.pdf?sig=${secret}&x=1` })),
  base64url(24).map((secret) => ({ secret, text: `http://localhost:3000/cb#access_token=${secret}` })),
  base64url(16).map((secret) => ({ secret, text: `postgresql://countersign_app:${secret}@127.0.0.1:5432/countersign` })),
  base64url(24).map((secret) => ({ secret, text: `cookie: __Host-countersign=${secret}; Path=/` })),
  base64url(12).map((secret) => ({ secret, text: `{"grant_type":"refresh_token","refresh_token":"${secret}"}` })),
  base64url(12).map((secret) => ({ secret, text: `client_assertion=${secret}&scope=openid` })),
  base64url(64).map((secret) => ({ secret, text: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----` })),
  digits(9, 17).map((secret) => ({ secret, text: secret })),
  digits(9, 17).map((secret) => ({ secret, text: `no account ${secret} at this bank` })),
  digits(16, 20).map((secret) => ({ secret: secret.slice(4), text: `DE89${secret}` })),
);

const names = ["access_token", "refreshToken", "Authorization", "set-cookie", "account_number", "routingNumber", "identifier", "IBAN", "client_secret", "pdf_download_url"];
/** A value that shows nothing by its form and is given away by its name alone. */
const namedSecret = fc.tuple(fc.constantFrom(...names), base64url(9)).map(([name, secret]) => ({ secret, value: { [name]: secret } }));

/** Puts a value somewhere: in objects, lists, errors, causes, maps, headers. */
const places: ((inner: unknown, noise: string) => unknown)[] = [
  (inner, noise) => ({ [noise]: 1, inner }),
  (inner) => [1, [inner]],
  (inner) => new Error("outer", { cause: inner }),
  (inner) => Object.assign(new Error("with a property"), { inner }),
  (inner) => new AggregateError([inner], "many"),
  (inner) => new Map([["inner", inner]]),
  (inner) => new Set([inner]),
  (inner) => ({ err: new TypeError("wrapped", { cause: { response: { body: inner } } }) }),
];
const textPlaces: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => `before ${text} after`,
  (text) => new Error(text),
  (text) => ({ [text]: true }),
  (text) => new Error("outer", { cause: new Error(text) }),
  (text) => new URLSearchParams({ q: text }),
  (text) => [text, { text }],
];

describe("redact", () => {
  it("lets no secret through, wherever it stands", () => {
    const wraps = fc.array(fc.tuple(fc.constantFrom(...places), fc.string()), { maxLength: 3 });
    fc.assert(
      fc.property(secretText, fc.constantFrom(...textPlaces), wraps, ({ secret, text }, at, around) => {
        const value = around.reduce<unknown>((inner, [place, noise]) => place(inner, noise), at(text));
        expect(JSON.stringify(redact(value))).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(namedSecret, wraps, ({ secret, value }, around) => {
        const wrapped = around.reduce<unknown>((inner, [place, noise]) => place(inner, noise), value);
        expect(JSON.stringify(redact(wrapped))).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });

  it("always gives plain JSON", () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }), (value) => {
      expect(() => JSON.stringify(redact(value))).not.toThrow();
    }));
  });

  it("leaves what one searches a log by", () => {
    const kept = {
      id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd",
      subjectHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      path: "/api/jiko/v2/pockets/b76611b6-69a3-4fba-86e9-65e53ea1fbcd",
      at: "2026-06-15T14:02:11.118Z",
      amount: 250000000,
      code: "23505",
      operation: "transferRequests.create",
      stack: "at createDraft (/srv/countersign/lib/desk/drafts.ts:58:11)",
      cusip: "912797KJ5",
      name: "Sample Supplies LLC",
      none: null,
      account_id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
    };
    expect(redact(kept)).toEqual(kept);
  });

  it("keeps an error readable with its causes", () => {
    const error = new Error("outer", { cause: Object.assign(new Error("inner"), { code: "ECONNRESET" }) });
    expect(redact({ err: error })).toMatchObject({ err: { type: "Error", message: "outer", cause: { message: "inner", code: "ECONNRESET" } } });
  });

  it("survives what goes in circles or without end", () => {
    const circle: Record<string, unknown> = { name: "x" };
    circle.self = circle;
    expect(redact(circle)).toEqual({ name: "x", self: "[again]" });
    expect(redactText("a ".repeat(50_000)).length).toBeLessThan(8_100);
    const cut = redactText(`${"a ".repeat(3_990)}eyJhbGciOiJQUzI1NiJ9.aB3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`);
    expect(cut).not.toContain("eyJ");
  });
});
