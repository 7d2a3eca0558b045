import { describe, expect, it, vi } from "vitest";

vi.mock("@/lib/env", () => ({ env: () => ({ APP_URL: "http://localhost:3000" }) }));
const { signInRoute } = await import("./legs");

/** A request whose body tells how much of it was read. */
function flood(path: string, headers: Record<string, string>) {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.bytes >= 4_000_000) return controller.close();
      taken.bytes += 10_000;
      controller.enqueue(new Uint8Array(10_000).fill(97));
    },
  });
  const init = { method: "POST", headers, body, duplex: "half" };
  return { request: new Request(`http://localhost:3000/api/auth/${path}`, init as RequestInit), taken };
}

describe("signInRoute", () => {
  it.each(["signin/jiko", "callback/jiko"])("reads no more of a body sent to %s than could be of use", async (path) => {
    const { request, taken } = flood(path, { origin: "http://localhost:3000", "countersign-command": "1" });
    expect((await signInRoute(request, path.split("/"), () => Promise.reject(new Error("not asked")))).status).toBe(413);
    expect(taken.bytes).toBeLessThan(50_000);
  });
});
