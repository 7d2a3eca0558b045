import "server-only";
import { z } from "zod";
import { bankingNow, dayOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { fundingRows } from "@/lib/forms/funding";
import { pocketsGet } from "@/lib/jiko/pockets";
import { portalsFundingInstructions, portalsList } from "@/lib/jiko/portals";
import { id } from "@/lib/jiko/schemas";
import { allPages } from "./commands/all-pages";
import { download, type Asked } from "./download";
import { fundingFileName } from "./file-name";
import { fundingPdf } from "./funding-pdf";
import { jikoFor } from "./jiko";

export const fundingWanted = z.strictObject({ pocket: id, portal: id });

/** The funding instructions of a portal as a PDF, made from what Jiko says at this moment. Throws `not_found` and, for a closed portal, `conflict`. */
export const downloadFunding = (asked: Asked, { pocket, portal }: z.output<typeof fundingWanted>): Promise<Response> =>
  download(asked, {
    action: "funding.download",
    subjectId: portal,
    details: { pocketId: pocket },
    async open(signal) {
      const { session } = asked;
      const jiko = jikoFor(session);
      const params = { pocket_id: pocket, portal_id: portal };
      const [found, portals, instructions, asOf] = await Promise.all([
        jiko.call(pocketsGet, { params }, { signal }),
        allPages((query) => jiko.call(portalsList, { params, query }, { signal })),
        jiko.call(portalsFundingInstructions, { params }, { signal }),
        bankingNow(),
      ]);
      const named = portals.find((one) => one.id.toLowerCase() === portal.toLowerCase());
      if (!named) throw new AppError("not_found", { message: "This pocket has no such portal." });
      // Who pays by a sheet of a closed portal pays into nothing.
      if (named.status !== "OPEN") throw new AppError("conflict", { message: "This portal is not open. There is nothing to pay in through it." });
      const company = instructions.beneficiary_name;
      return {
        body: await fundingPdf({ company, pocket: found.pocket_name, portal: named.name, rows: fundingRows(instructions), asOf }),
        type: "pdf",
        fileName: fundingFileName(session.customerName, found.pocket_name, named.name, dayOf(asOf)),
      };
    },
  });
