import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./errors";

const lifeMs = 10 * 60_000;

export interface StoredFile {
  bytes: Uint8Array;
  contentType: string;
}

/** Download links: `/files/<path>?expires=…&sig=…`, good for ten real minutes. `find` answers what lies at a path. */
export class Files {
  private readonly key = randomBytes(32);

  constructor(
    private readonly realNow: () => number,
    private readonly find: (path: string) => Promise<StoredFile | null>,
  ) {}

  link(base: string, path: string): string {
    const expires = String(this.realNow() + lifeMs);
    return `${base}/files/${path}?expires=${expires}&sig=${this.sign(path, expires)}`;
  }

  private sign(path: string, expires: string): string {
    return createHmac("sha256", this.key).update(`${path} ${expires}`).digest("base64url");
  }

  /** 200 with the file; 403 for a wrong signature or a link that has run out; 400 for a caller who sends along a token. */
  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.headers.authorization !== undefined || request.headers.dpop !== undefined) {
      return sendJson(response, 400, { detail: "A token was sent to the files host, where it does not belong" });
    }
    if (request.method !== "GET" && request.method !== "HEAD") return sendJson(response, 405, { detail: "Method Not Allowed" }, { allow: "GET, HEAD" });
    const path = /^\/files\/((?:[\w-]+\/)+[\w-]+\.\w+)$/.exec(url.pathname)?.[1];
    if (!path) return sendJson(response, 404, { detail: "Not Found" });
    const expires = url.searchParams.get("expires") ?? "";
    const sent = Buffer.from(url.searchParams.get("sig") ?? "");
    const right = Buffer.from(this.sign(path, expires));
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) return sendJson(response, 403, { detail: "The signature of this link is wrong" });
    if (Number(expires) < this.realNow()) return sendJson(response, 403, { detail: "This link has expired" });
    const file = await this.find(path);
    if (!file) return sendJson(response, 404, { detail: "Not Found" });
    response.statusCode = 200;
    response.setHeader("content-type", file.contentType);
    response.setHeader("content-length", file.bytes.length);
    response.setHeader("content-disposition", `attachment; filename="${path.slice(path.lastIndexOf("/") + 1)}"`);
    response.end(Buffer.from(file.bytes));
  }
}
