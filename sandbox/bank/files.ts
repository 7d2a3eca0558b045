import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./errors";

const lifeMs = 10 * 60_000;

/** Download links: `/files/statements/<id>.pdf?expires=…&sig=…`, good for ten real minutes. */
export class Files {
  private readonly key = randomBytes(32);

  constructor(
    private readonly realNow: () => number,
    private readonly pdf: (statementId: string) => Promise<Uint8Array | null>,
  ) {}

  link(base: string, statementId: string): string {
    const expires = String(this.realNow() + lifeMs);
    return `${base}/files/statements/${statementId}.pdf?expires=${expires}&sig=${this.sign(statementId, expires)}`;
  }

  private sign(statementId: string, expires: string): string {
    return createHmac("sha256", this.key).update(`${statementId} ${expires}`).digest("base64url");
  }

  /** 200 with the PDF; 403 for a wrong signature or a link that has run out; 400 for a caller who sends along a token. */
  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.headers.authorization !== undefined || request.headers.dpop !== undefined) {
      return sendJson(response, 400, { detail: "A token was sent to the files host, where it does not belong" });
    }
    if (request.method !== "GET" && request.method !== "HEAD") return sendJson(response, 405, { detail: "Method Not Allowed" }, { allow: "GET, HEAD" });
    const id = /^\/files\/statements\/([0-9a-f-]{36})\.pdf$/.exec(url.pathname)?.[1];
    if (!id) return sendJson(response, 404, { detail: "Not Found" });
    const expires = url.searchParams.get("expires") ?? "";
    const sent = Buffer.from(url.searchParams.get("sig") ?? "");
    const right = Buffer.from(this.sign(id, expires));
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) return sendJson(response, 403, { detail: "The signature of this link is wrong" });
    if (Number(expires) < this.realNow()) return sendJson(response, 403, { detail: "This link has expired" });
    const bytes = await this.pdf(id);
    if (!bytes) return sendJson(response, 404, { detail: "Not Found" });
    response.statusCode = 200;
    response.setHeader("content-type", "application/pdf");
    response.setHeader("content-length", bytes.length);
    response.setHeader("content-disposition", `attachment; filename="${id}.pdf"`);
    response.end(Buffer.from(bytes));
  }
}
