import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { statementsList, type Statement } from "@/lib/jiko/statements";
import type { QueryOf } from "@/lib/jiko/operation";
import type { JikoClient } from "@/lib/jiko/transport";
import type { PlannedFile } from "./plan";

/** A link lives ten minutes; one that has waited this long is fetched anew rather than tried. */
const freshMs = 2 * 60_000;
const mostPages = 10;
const mostWaits = 10;

type Query = QueryOf<typeof statementsList>;
interface Link {
  url: string;
  at: number;
}

/**
 * Links to the files of an archive, each fetched at its moment: those of one period together when its first file's turn has
 * come (a list answers a hundred links at once, and Jiko counts lists), a single one where its link has aged or was refused.
 */
export class Links {
  private readonly periods = new Map<string, Promise<Map<string, Link>>>();

  constructor(
    private readonly client: JikoClient,
    private readonly files: readonly PlannedFile[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  async of(file: PlannedFile, signal: AbortSignal, again: boolean): Promise<string> {
    const found = again ? undefined : (await this.ofPeriod(file.period, signal)).get(file.id);
    if (found && this.now() - found.at < freshMs) return found.url;
    const { account, type, period } = file;
    const links = await this.read({ "account[]": [account], "type[]": [type] as Query["type[]"], key: period }, signal);
    const link = links.get(file.id);
    if (!link) throw new AppError("not_found", { message: "Jiko no longer lists this statement." });
    return link.url;
  }

  private ofPeriod(period: string, signal: AbortSignal): Promise<Map<string, Link>> {
    const known = this.periods.get(period);
    if (known) return known;
    const some = this.files.filter((one) => one.period === period);
    const each = <Key extends "account" | "type">(key: Key) => [...new Set(some.map((one) => one[key]))];
    const links = this.read({ "account[]": each("account"), "type[]": each("type") as Query["type[]"], key: period }, signal);
    this.periods.set(period, links);
    // The next file asks again, for itself or for all.
    links.catch(() => this.periods.delete(period));
    return links;
  }

  private async read(query: Query, signal: AbortSignal): Promise<Map<string, Link>> {
    const out = new Map<string, Link>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const list = await this.list({ ...query, limit: 100, cursor }, signal);
      const at = this.now();
      for (const { id, pdf_download_url: url } of list.items) out.set(id, { url, at });
      if (!list.next_page) break;
      cursor = list.next_page;
    }
    return out;
  }

  /** Waits where Jiko's limit is used up: an archive is in no hurry. */
  private async list(query: Query, signal: AbortSignal): Promise<{ items: Statement[]; next_page: string | null }> {
    for (let waits = 0; ; waits++) {
      try {
        return await this.client.call(statementsList, { query }, { signal });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "rate_limited" || waits === mostWaits) throw error;
        await pause(Math.min(60, error.retryAfterSeconds ?? 5) * 1000, undefined, { signal });
      }
    }
  }
}
