import type { ReactNode } from "react";
import { columnsOf, type Column } from "@/components/table/column";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import type { AuditLogPage } from "@/lib/desk/team-audit";

export type AuditLine = AuditLogPage["lines"][number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** Headers in the words of the desk; the names of the columns themselves are assumed of Jiko. */
const headers: Record<string, string> = {
  timestamp: "When",
  member_id: "Member id",
  member_email: "Member",
  action: "Action",
  target: "About",
  ip_address: "Address",
};

/** Whether a column can be left to the file: the address of the member says who it was. */
const spare = (columns: readonly string[], name: string) => name === "member_id" && columns.some((one) => one.trim().toLowerCase() === "member_email");

/** The columns that Jiko sent, in its order; those that nobody knows under their own name. */
export function auditColumns(columns: readonly string[], memberName: (id: string) => string | undefined): readonly Column<AuditLine>[] {
  const names = columns.map((name) => name.trim().toLowerCase());
  const valueOf = ({ cells }: AuditLine, name: string) => cells[names.indexOf(name)] ?? "";
  return columnsOf<AuditLine>(
    names.flatMap((name, at): Column<AuditLine>[] => {
      if (spare(columns, name)) return [];
      const write = (line: AuditLine): ReactNode => {
        const value = line.cells[at] ?? "";
        if (value === "") return "–";
        switch (name) {
          case "timestamp":
            return isInstant(value) ? <DateText at={value} form="table" /> : value;
          case "member_email": {
            const known = memberName(valueOf(line, "member_id"));
            return <span className="wrap-anywhere">{known ?? value}</span>;
          }
          case "action":
            return <span className="font-mono text-[0.93em] wrap-anywhere">{value}</span>;
          case "target":
            return <About target={value} action={valueOf(line, "action")} memberName={memberName} />;
          default:
            return <span className="wrap-anywhere">{value}</span>;
        }
      };
      return [{ id: `${at}-${name}`, header: headers[name] ?? columns[at] ?? "", rowHeader: at === 0, bare: at === 0, cell: write }];
    }),
  );
}

/** What a line is about, with a way there where the desk has a page of it. */
function About({ target, action, memberName }: { target: string; action: string; memberName: (id: string) => string | undefined }) {
  if (!uuid.test(target)) return <span className="wrap-anywhere">{target}</span>;
  const name = memberName(target);
  const href = name !== undefined ? `/team/${target}` : action.startsWith("transfer_request.") ? `/approvals/${target}` : null;
  if (!href) return <MonoId value={target} short />;
  return (
    <Link href={href} prefetch={false} className="link">
      {name ?? `Transfer ${target.slice(0, 8)}`}
    </Link>
  );
}
