import { unstable_doesMiddlewareMatch as matches } from "next/experimental/testing/server";
import { describe, expect, it } from "vitest";
import { config } from "@/proxy";

const covered = (url: string) => matches({ config, nextConfig: {}, url });

describe("the pages that get a policy and need a session cookie", () => {
  it.each(["/", "/approvals", "/apix", "/icon.svgX", "/icon-svg", "/favicon.icoX", "/faviconXico", "/_next/imageX"])("include %s", (url) => {
    expect(covered(url)).toBe(true);
  });

  it.each(["/api/session", "/_next/static/chunks/a.js", "/_next/image", "/icon.svg", "/favicon.ico", "/icon.svg?v=1"])("leave out %s", (url) => {
    expect(covered(url)).toBe(false);
  });
});
