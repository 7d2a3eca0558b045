import { beforeEach, describe, expect, it, vi } from "vitest";

const { env, schemaState } = vi.hoisted(() => ({ env: vi.fn(), schemaState: vi.fn() }));
vi.mock("@/lib/env", () => ({ env }));
vi.mock("@/lib/db/connection", () => ({ db: () => ({}) }));
vi.mock("@/lib/db/migrate", () => ({ schemaState }));
vi.stubEnv("LOG_LEVEL", "silent");
const fetched = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", fetched);

/** A process that has not looked yet. */
const fresh = async () => {
  vi.resetModules();
  return { ...(await import("./health")), ...(await import("./in-flight")) };
};

beforeEach(() => {
  env.mockReset().mockReturnValue({ JIKO_ISSUER_URL: "https://auth.example.com" });
  schemaState.mockReset().mockResolvedValue({ kind: "right" });
  fetched.mockReset().mockImplementation(() => Promise.resolve(new Response("{}")));
  delete (globalThis as { countersignInFlight?: unknown }).countersignInFlight;
});

describe("readiness", () => {
  it("is there when settings, database and Jiko are", async () => {
    const { readiness } = await fresh();
    expect(await readiness()).toEqual({ ready: true, parts: { settings: "ok", database: "ok", jiko: "ok" } });
    expect(fetched).toHaveBeenCalledWith("https://auth.example.com/.well-known/openid-configuration", expect.anything());
  });

  it.each([
    ["a database that is away", () => schemaState.mockRejectedValue(new Error("connect ECONNREFUSED 10.0.0.7:5432"))],
    ["a schema of another release", () => schemaState.mockResolvedValue({ kind: "newer", message: "newer" })],
  ])("is missing with %s, without saying where or what", async (_, arrange) => {
    arrange();
    const answer = await (await fresh()).readiness();
    expect(answer).toMatchObject({ ready: false, parts: { settings: "ok", jiko: "ok" } });
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.7|ECONN|newer/);
  });

  it("is missing when the settings are not complete; Jiko is not asked then", async () => {
    env.mockImplementation(() => {
      throw new Error("VAULT_KEYS: missing");
    });
    expect(await (await fresh()).readiness()).toMatchObject({ ready: false, parts: { jiko: "not asked" } });
    expect(fetched).not.toHaveBeenCalled();
  });

  it("stays when Jiko is away: the desk can say so itself", async () => {
    fetched.mockImplementation(() => Promise.resolve(new Response("", { status: 503 })));
    expect(await (await fresh()).readiness()).toMatchObject({ ready: true, parts: { jiko: "Jiko's sign-in cannot be reached." } });
  });

  it("looks once for many that ask", async () => {
    const { readiness } = await fresh();
    await Promise.all([readiness(), readiness(), readiness()]);
    expect(schemaState).toHaveBeenCalledTimes(1);
  });

  it("ends when the process is told to end, which waits for what is under way", async () => {
    const { readiness, drained, underWay } = await fresh();
    let finish!: () => void;
    const request = underWay(new Promise<void>((resolve) => (finish = resolve)));
    let through = false;
    const waiting = drained().then(() => (through = true));
    expect(await readiness()).toMatchObject({ ready: false });
    expect(through).toBe(false);
    finish();
    await Promise.all([request, waiting]);
    await drained();
  });
});
