import { base58 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksummed, evmFault, lacksChecksum, solanaFault } from "./wallets";

/** The examples of EIP-55 itself. */
const examples = [
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
  "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
  "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
];
const address = fc.stringMatching(/^[0-9a-f]{40}$/).filter((hex) => !/^0+$/.test(hex)).map((hex) => checksummed(`0x${hex}`));

describe("EVM addresses", () => {
  it.each(examples)("takes %s, and makes it from its digits", (one) => {
    expect(evmFault(one)).toBeNull();
    expect(checksummed(one.toLowerCase())).toBe(one);
  });

  it("notices a capital that is wrong, and takes addresses that carry no checksum", () => {
    fc.assert(
      fc.property(address, fc.nat(39), (one, i) => {
        const letter = one[i + 2]!;
        const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
        const wrong = one.slice(0, i + 2) + other + one.slice(i + 3);
        if (other !== letter && !lacksChecksum(wrong)) expect(evmFault(wrong)).toContain("do not check");
        expect(evmFault(one)).toBeNull();
        expect(evmFault(one.toLowerCase())).toBeNull();
        expect(checksummed(one.toLowerCase())).toBe(one);
      }),
    );
  });

  it.each(["", "0x", examples[0]!.slice(0, 41), `${examples[0]}0`, examples[0]!.slice(2), `0x${"0".repeat(40)}`, `0x${"g".repeat(40)}`])("refuses %s", (one) => {
    expect(evmFault(one)).not.toBeNull();
  });
});

describe("Solana addresses", () => {
  it("takes exactly what stands for 32 bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        fc.pre(bytes.some(Boolean));
        expect(solanaFault(base58.encode(bytes)) === null).toBe(bytes.length === 32);
      }),
    );
  });

  it("refuses what is no base58, and the address of nobody", () => {
    for (const text of ["", "0OIl", "1".repeat(32), "so lana"]) expect(solanaFault(text)).not.toBeNull();
  });
});
