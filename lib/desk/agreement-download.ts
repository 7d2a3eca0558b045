import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { agreementsGet } from "@/lib/jiko/agreements";
import { download, type Asked } from "./download";
import { agreementFileName } from "./file-name";
import { jiko, jikoFor } from "./jiko";

/** Which agreement: Jiko gives them no ids, so a document is named by what the page showed of it. */
export const agreementWanted = z.strictObject({
  version: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  title: z.string().min(1).max(500),
});
type Wanted = z.output<typeof agreementWanted>;

const replaced = "Jiko has released other agreements since this page was opened. Load the page again.";

/** An agreement's PDF, from the link that Jiko hands out at this moment. */
export const downloadAgreement = (asked: Asked, wanted: Wanted): Promise<Response> =>
  download(asked, {
    action: "agreement.download",
    subjectId: null,
    details: { ...wanted },
    async open(signal) {
      const { session } = asked;
      const bundle = await jikoFor(session).call(agreementsGet, {}, { signal });
      if (bundle.version !== wanted.version) throw new AppError("not_found", { message: replaced });
      const found = bundle.documents.find(({ type, title }) => type === wanted.type && title === wanted.title);
      if (!found) throw new AppError("not_found", { message: replaced });
      const { body, length } = await jiko().download(found.pdf_download_url, { signal });
      return { body, length, type: "pdf", fileName: agreementFileName(session.customerName, found.title, bundle.version) };
    },
  });
