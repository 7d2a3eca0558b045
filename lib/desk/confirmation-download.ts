import "server-only";
import { z } from "zod";
import { date, id } from "@/lib/jiko/schemas";
import { tradesConfirmation } from "@/lib/jiko/trades";
import { download, type Asked } from "./download";
import { confirmationFileName } from "./file-name";
import { jiko, jikoFor } from "./jiko";
import { pocketName } from "./pocket-name";
import { findTrade } from "./trades";

export const confirmationWanted = z.strictObject({ id, pocket: id, day: date });

/** The PDF that confirms a trade, from the link that Jiko redirects to at this moment. Maturities have none: `not_found`. */
export const downloadConfirmation = (asked: Asked, wanted: z.output<typeof confirmationWanted>): Promise<Response> =>
  download(asked, {
    action: "confirmation.download",
    subjectId: wanted.id,
    details: { pocketId: wanted.pocket, day: wanted.day },
    async open(signal) {
      const { session } = asked;
      const [trade, pocket, { location }] = await Promise.all([
        findTrade(session, wanted.id, wanted),
        pocketName(session, wanted.pocket),
        jikoFor(session).call(tradesConfirmation, { params: { account_id: wanted.pocket, trade_id: wanted.id } }, { signal }),
      ]);
      const { body, length } = await jiko().download(location, { signal });
      return { body, length, type: "pdf", fileName: confirmationFileName(session.customerName, pocket, trade) };
    },
  });
