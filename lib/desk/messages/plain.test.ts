import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenIn } from "@/lib/payees/text";
import { plain, slackText } from "./plain";

describe("plain", () => {
  it("keeps a name as it is read", () => {
    expect(plain("Sample Supplies LLC", 80)).toBe("Sample Supplies LLC");
    expect(plain("Wire of $2,500,000.00 on Jul 15, 2026, 2:02 PM EDT", 200)).toBe("Wire of $2,500,000.00 on Jul 15, 2026, 2:02 PM EDT");
  });

  it("takes out what would begin another line or header, and what turns text around", () => {
    expect(plain("Sample\r\nBcc: somebody@example.com", 80)).toBe("Sample Bcc: somebody@example.com");
    expect(plain("Sample \u202eCLL\u200b Supplies", 80)).toBe("Sample CLL Supplies");
  });

  it.each(["000123456789", "0001 2345 6789", "000-123-456-789", "DE89 3704 0044 0532 0130 00", "Bearer abcdefghijkl"])("does not tell %s on", (secret) => {
    const told = plain(`Pay ${secret} now`, 80);
    expect(told).toContain("[removed]");
    expect(told).not.toContain(secret.slice(-6));
  });

  it("is one line without anything hidden, no longer than asked for, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.integer({ min: 5, max: 100 }), (text, longest) => {
        const told = plain(text, longest);
        expect(hiddenIn(told)).toEqual([]);
        expect([...told].length).toBeLessThanOrEqual(longest);
        expect(told).not.toMatch(/\d(?:[ -]?\d){8,}/);
      }),
    );
  });
});

describe("slackText", () => {
  it("leaves no mention and no link", () => {
    expect(slackText("<!channel> & <https://example.com|approve>")).toBe("&lt;!channel&gt; &amp; &lt;https://example.com|approve&gt;");
  });
});
