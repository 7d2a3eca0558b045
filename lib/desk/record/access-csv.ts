import "server-only";
import type { z } from "zod";
import { csvFile, type Cell } from "../csv";
import { download, type Asked } from "../download";
import { csvFileName } from "../file-name";
import { accessReport, type accessWanted, type AccessMember, type AccessReport } from "./access";

const header = ["Member", "Member id", "Role", "Last sign-in (UTC)", "Deactivated (UTC)", "May file", "May sign", "Passkeys", "Keys (SHA-256)", "Policy", "Date"];

function line({ name, id, role, signedIn, deactivated, mayFile, maySign, passkeys }: AccessMember, { policy, date }: AccessReport): Cell[] {
  const yes = (is: boolean) => (is ? "yes" : "no");
  const keys = passkeys.map(({ fingerprint, state }) => (state === "waiting" ? `${fingerprint} (waits for a second person)` : fingerprint)).join(" ");
  return [name, id, role, signedIn, deactivated, yes(mayFile), yes(maySign), String(passkeys.length), keys, policy ? String(policy.number) : "built in", date];
}

/** The report as the page shows it, as a file. */
export const downloadAccessReport = (asked: Asked, wanted: z.output<typeof accessWanted>): Promise<Response> =>
  download(asked, {
    action: "accessReport.download",
    subjectId: null,
    details: { date: wanted.date ?? null },
    async open() {
      const report = await accessReport(asked.session, wanted);
      const fileName = csvFileName(asked.session.customerName, ["access report"], report.date);
      return { type: "csv", fileName, body: csvFile(header, report.members.map((member) => line(member, report))) };
    },
  });
