import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { id } from "@/lib/jiko/schemas";
import { statementsList, statementTypes, type Statement } from "@/lib/jiko/statements";
import { download, type Asked } from "./download";
import { statementFileName } from "./file-name";
import { jiko, jikoFor } from "./jiko";
import { pocketName } from "./pocket-name";

/** Which statement: its id alone says nothing to Jiko, whose list has to be read for a fresh link. */
export const statementWanted = z.strictObject({
  id,
  account: id,
  type: z.enum(statementTypes),
  key: z.string().regex(/^\d{4}(-\d{2})?$/, "Expected a year or a month, like 2026 or 2026-06"),
});
type Wanted = z.output<typeof statementWanted>;

const mostPages = 10;

/** The statement as Jiko lists it at this moment; its link lives ten minutes and stays in this process. */
async function find(session: Session, { id, account, type, key }: Wanted, signal: AbortSignal): Promise<Statement> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { "account[]": [account], "type[]": [type], key, limit: 100, cursor };
    const list = await jikoFor(session).call(statementsList, { query }, { signal });
    const found = list.items.find((one) => one.id === id);
    if (found) return found;
    if (!list.next_page) break;
    cursor = list.next_page;
  }
  throw new AppError("not_found", { message: "Jiko no longer lists this statement." });
}

/** A statement's PDF, from the link that Jiko hands out at this moment. */
export const downloadStatement = (asked: Asked, wanted: Wanted): Promise<Response> =>
  download(asked, {
    action: "statement.download",
    subjectId: wanted.id,
    details: { pocketId: wanted.account, type: wanted.type, key: wanted.key },
    async open(signal) {
      const { session } = asked;
      const [statement, name] = await Promise.all([find(session, wanted, signal), pocketName(session, wanted.account)]);
      const { body, length } = await jiko().download(statement.pdf_download_url, { signal });
      return { body, length, type: "pdf", fileName: statementFileName(session.customerName, name, statement) };
    },
  });
