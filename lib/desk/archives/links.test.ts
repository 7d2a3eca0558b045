import { beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import type { JikoClient } from "@/lib/jiko/transport";
import { Links } from "./links";
import type { PlannedFile } from "./plan";

const file = (id: string, period = "2026-06"): PlannedFile => ({ id, account: `pocket-${id}`, type: "BANK", period, pocket: "Operating", name: `${id}.pdf` });
const files = [file("a"), file("b"), file("c", "2026-05")];
const signal = new AbortController().signal;

let serial = 0;
const call = vi.fn();
const client = { call } as unknown as JikoClient;
const queries = () => call.mock.calls.map(([, { query }]) => query as Record<string, unknown>);
let at = 0;
let links: Links;
beforeEach(() => {
  at = 0;
  links = new Links(client, files, () => at);
  call.mockReset().mockImplementation(async (_, { query }: { query: { key: string; "account[]": string[]; cursor?: string } }) => {
    const items = files.filter((one) => one.period === query.key && query["account[]"].includes(one.account));
    serial += 1;
    return { items: items.map(({ id }) => ({ id, pdf_download_url: `https://files.example.com/${id}?${serial}` })), next_page: null };
  });
});

describe("links of an archive", () => {
  it("come for a whole period at once, when its first file's turn has come", async () => {
    const both = await Promise.all([links.of(files[0]!, signal, false), links.of(files[1]!, signal, false)]);
    expect(both[0]).toMatch(/\/a\?/);
    expect(both[1]).toMatch(/\/b\?/);
    expect(queries()).toEqual([{ "account[]": ["pocket-a", "pocket-b"], "type[]": ["BANK"], key: "2026-06", limit: 100, cursor: undefined }]);
    await links.of(files[2]!, signal, false);
    expect(queries()[1]).toMatchObject({ key: "2026-05", "account[]": ["pocket-c"] });
  });

  it("are fetched anew for a file whose link has aged, or was refused", async () => {
    const first = await links.of(files[0]!, signal, false);
    const again = await links.of(files[0]!, signal, true);
    expect(again).not.toBe(first);
    expect(queries()[1]).toMatchObject({ "account[]": ["pocket-a"] });
    at = 121_000;
    expect(await links.of(files[1]!, signal, false)).toMatch(/\/b\?/);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it("are looked for through the pages of the list, and say when a statement is gone", async () => {
    call.mockImplementation(async (_, { query }: { query: { cursor?: string } }) =>
      query.cursor ? { items: [{ id: "a", pdf_download_url: "https://files.example.com/a" }], next_page: null } : { items: [], next_page: "next" },
    );
    expect(await links.of(files[0]!, signal, false)).toBe("https://files.example.com/a");
    await expect(links.of(files[1]!, signal, false)).rejects.toMatchObject({ code: "not_found" });
  });

  it("wait where Jiko's limit is used up, and no longer than they are wanted", async () => {
    const limited = new AppError("rate_limited", { retryAfterSeconds: 0.02 });
    call.mockRejectedValueOnce(limited).mockRejectedValueOnce(limited);
    expect(await links.of(files[0]!, signal, false)).toMatch(/\/a\?/);
    expect(call).toHaveBeenCalledTimes(3);
    call.mockRejectedValue(new AppError("rate_limited", { retryAfterSeconds: 60 }));
    const stop = new AbortController();
    const waiting = expect(links.of(files[2]!, stop.signal, false)).rejects.toThrow();
    setTimeout(() => stop.abort(), 10);
    await waiting;
  });

  it("ask again after a list that failed", async () => {
    call.mockRejectedValueOnce(new AppError("upstream_unavailable"));
    await expect(links.of(files[0]!, signal, false)).rejects.toMatchObject({ code: "upstream_unavailable" });
    expect(await links.of(files[1]!, signal, false)).toMatch(/\/b\?/);
  });
});
