import "server-only";
import type { z } from "zod";
import type { Cell } from "@/lib/csv-cell";
import { csvFile } from "../csv";
import { download, type Asked } from "../download";
import { csvFileName } from "../file-name";
import { readWhole } from "../read";
import { accessReport, type accessWanted, type AccessMember, type AccessReport } from "./access";

const header = ["Member", "Member id", "Role", "Last sign-in (UTC)", "Deactivated (UTC)", "May file", "May sign", "Passkeys", "Keys (SHA-256)"];
/** Of the report as a whole, and where each line comes from. */
const about = ["Policy", "Date", "Known from", "On Jiko's list today"];

const sources = { here: "came here", desk: "invited or changed here", copy: "filed or decided at Jiko", list: "Jiko's list" } as const;

function line(member: AccessMember, { policy, date, team }: AccessReport): Cell[] {
  const { name, id, role, signedIn, deactivated, mayFile, maySign, passkeys, from, atJiko } = member;
  const listed = team === "read" ? (atJiko ?? "no") : "not known";
  const yes = (is: boolean) => (is ? "yes" : "no");
  const keys = passkeys.map(({ fingerprint, state }) => (state === "waiting" ? `${fingerprint} (waits for a second person)` : fingerprint)).join(" ");
  const standing = [name, id, role, signedIn, deactivated, yes(mayFile), yes(maySign), String(passkeys.length), keys];
  return [...standing, policy ? String(policy.number) : "built in", date, sources[from], listed];
}

/** The report as the page shows it, as a file. */
export const downloadAccessReport = (asked: Asked, wanted: z.output<typeof accessWanted>): Promise<Response> =>
  download(asked, {
    action: "accessReport.download",
    subjectId: null,
    details: { date: wanted.date ?? null },
    async open() {
      const report = await accessReport(asked.session, wanted, (op, input) => readWhole(op, asked.session, input));
      const fileName = csvFileName(asked.session.customerName, ["access report"], report.date);
      return { type: "csv", fileName, body: csvFile([...header, ...about], report.members.map((member) => line(member, report))) };
    },
  });
