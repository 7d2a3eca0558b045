import { describe, expect, it } from "vitest";
import { redact } from "@/lib/redact";
import { clientAddress } from "./client-address";

const from = (header: string | null, hops: number) =>
  clientAddress(new Request("http://localhost:3000/", { headers: header === null ? {} : { "x-forwarded-for": header } }), hops);

describe("clientAddress", () => {
  it.each([
    ["203.0.113.7", 1, "203.0.113.7", true],
    ["198.51.100.9, 203.0.113.7", 1, "203.0.113.7", true],
    ["198.51.100.9, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7", true],
    ["198.51.100.9, 203.0.113.7", 0, "203.0.113.7", false],
    ["203.0.113.7", 2, "203.0.113.7", false],
    ["198.51.100.9, nonsense", 1, null, false],
    ["<script>, 203.0.113.7:5123", 1, "203.0.113.7", true],
    ["[2001:DB8::1]:443", 1, "2001:db8::1", true],
    ["fe80::1%eth0", 1, null, false],
    ["203.0.113.7,", 1, null, false],
    [null, 1, null, false],
  ])("of %s behind %i of ours is %s, verified: %s", (header, hops, address, addressVerified) => {
    expect(from(header, hops)).toEqual({ address, addressVerified });
  });

  it("stays readable in the record", () => {
    for (const header of ["203.0.113.107", "2001:db8:85a3:1234:5678:8a2e:370:7334"]) {
      expect(redact(from(header, 1))).toEqual({ address: header, addressVerified: true });
    }
  });
});
