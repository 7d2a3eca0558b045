import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSigned } from "./signature";

const secret = "example-shared-secret-0001";
const body = Buffer.from('{"event_id":"7a0d3f52-6b1e-5c84-8f3d-21e9c07ab644","event_type":"transfers.on-us.received"}');
const signature = "wyA/LqZQ6uVo5HuWYt0TG+CMnr9xKlzTzGwnQ/DWCds=";

describe("isSigned", () => {
  it("takes the reference's check value, with either of two secrets", () => {
    expect(isSigned(body, signature, [secret])).toBe(true);
    expect(isSigned(body, signature, ["the one before, still good", secret])).toBe(true);
    expect(isSigned(body, signature, ["another secret of ours"])).toBe(false);
    expect(isSigned(body, signature, [])).toBe(false);
  });

  it.each([null, "", "x", signature.slice(0, -1), ` ${signature}`, signature.replace("/", "_"), `${signature}${signature}`, "ü".repeat(43) + "="])(
    "refuses the signature %j",
    (sent) => expect(isSigned(body, sent, [secret])).toBe(false),
  );

  it("takes what was signed, byte for byte, and nothing else", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, bytes, fc.string({ minLength: 16 }), (one, two, key) => {
        const signed = createHmac("sha256", key).update(one).digest("base64");
        expect(isSigned(Buffer.from(one), signed, [key])).toBe(true);
        expect(isSigned(Buffer.from(two), signed, [key])).toBe(Buffer.compare(one, two) === 0);
        expect(isSigned(Buffer.from(one), signed, [`${key} `])).toBe(false);
      }),
    );
  });
});
