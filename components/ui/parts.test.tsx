import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ApiError } from "@/components/api/error";
import { cents } from "@/lib/treasury/money";
import { Button, ButtonLink } from "./button";
import { fileNameOf } from "./download-link";
import { ErrorPanel } from "./error-panel";
import { AmountField } from "./field";
import { Money } from "./money";
import { Status, statusWord } from "./status";

const error = (code: ApiError["code"], retryAfterSeconds: number | null = null) =>
  new ApiError(500, { code, message: "What happened.", reference: "7F3K", fields: [], retryAfterSeconds });
const written = (node: ReactNode) => renderToStaticMarkup(node);
/** The text that an element's `aria-describedby` leads to. */
const described = (html: string) => {
  const id = /aria-describedby="([^"]+)"/.exec(html)?.[1];
  return id && html.split(`id="${id}"`)[1]?.replace(/^[^>]*>/, "");
};

describe("a barred control", () => {
  it("stays in reach and is described by its reason", () => {
    const html = written(<Button barred="You filed this request.">Approve</Button>);
    expect(html).toMatch(/<button[^>]*aria-disabled="true"/);
    expect(html).not.toMatch(/<button[^>]* disabled/);
    expect(described(html)).toMatch(/^You filed this request\./);
  });

  it("is no link", () => {
    const html = written(<ButtonLink href="/transfers/new" barred="Your role does not allow it.">New transfer</ButtonLink>);
    expect(html).not.toContain("href");
    expect(described(html)).toMatch(/^Your role does not allow it\./);
  });
});

describe("ErrorPanel", () => {
  it("says what happened, the reference, and offers to try again where that can help", () => {
    const html = written(<ErrorPanel error={error("upstream_timeout")} what="the pockets" retry={() => undefined} />);
    for (const text of ["Could not show the pockets", "What happened.", "7F3K", "Try again"]) expect(html).toContain(text);
    expect(written(<ErrorPanel error={error("upstream_contract")} retry={() => undefined} />)).not.toContain("<button");
  });

  it("names the pause that Jiko asks for", () => {
    const html = written(<ErrorPanel error={error("rate_limited", 2)} retry={() => undefined} />);
    expect(html).toContain("again in 2 s");
    expect(html).toMatch(/<button[^>]*aria-disabled="true"/);
  });
});

describe("small parts", () => {
  it("tie a field to its error", () => {
    const html = written(<AmountField label="Amount" error="Enter an amount." />);
    expect(html).toMatch(/<input[^>]*aria-invalid="true"/);
    expect(described(html)).toContain("Enter an amount.");
  });

  it("write money with its sign, and a dash with a reason where there is none", () => {
    expect(written(<Money cents={cents(250_000_000)} direction="DEBIT" />)).toContain("\u2212$2,500,000.00");
    expect(described(written(<Money cents={null} why="Not sent." />))).toMatch(/^Not sent\./);
  });

  it("show a status that is not known here as it was sent", () => {
    expect(written(<Status of="transfer" value="ON_HOLD" />)).toContain("ON_HOLD");
    expect(statusWord("transfer", "PENDING_APPROVAL")).toBe("Waits for approval");
  });

  it("take a file's name from the header, the coded one first", () => {
    expect(fileNameOf(`attachment; filename="a.pdf"; filename*=UTF-8''b%C3%BC.pdf`)).toBe("bü.pdf");
    expect(fileNameOf('attachment; filename="a.pdf"')).toBe("a.pdf");
    expect(fileNameOf(null)).toBe("download");
  });
});
