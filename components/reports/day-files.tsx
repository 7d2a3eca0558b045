"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { writeDay } from "@/components/ui/dates";
import { useDesk, useMay } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { SelectField, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { reportKinds } from "@/lib/forms/report";
import type { ReportView } from "@/lib/jiko/reports";
import { addDays, previousBusinessDay } from "@/lib/treasury/business-days";
import { isDay } from "@/lib/treasury/day";
import { bai2Href, dayFileOf, downloadHref, orderHref } from "./address";

const statements = ["BROKERAGE_STATEMENT_REPORT", "BANK_STATEMENT_REPORT"] as const;

/** A day of a pocket as other programs read it: made here from the desk's copy, or by Jiko on order. */
export function DayFiles({ reports }: { reports: readonly ReportView[] }) {
  const { today } = useDesk();
  const pockets = useQuery(pocketsQuery()).data?.items ?? [];
  const [day, setDay] = useState(() => previousBusinessDay(today));
  const [pocket, setPocket] = useState("");
  const over = isDay(day) && day < today;
  const name = pockets.find(({ id }) => id === pocket)?.pocket_name ?? "all pockets";
  return (
    <Panel title="Files of a day" className="mb-4">
      <div className="mb-3 grid gap-3 sm:grid-cols-2 lg:max-w-2xl">
        <TextField
          label="Day"
          type="date"
          max={addDays(today, -1)}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          error={over ? undefined : "Choose a day that is over."}
        />
        <SelectField label="Pocket" value={pocket} onChange={(event) => setPocket(event.target.value)}>
          <option value="">All pockets</option>
          {pockets.map(({ id, pocket_name }) => (
            <option key={id} value={id}>
              {pocket_name}
            </option>
          ))}
        </SelectField>
      </div>
      {over ? (
        <ul className="divide-y divide-line">
          <Row title="BAI2" about="Balances, movements and earnings, where the desk's copy adds up with Jiko to the cent.">
            <DownloadLink href={bai2Href(day, pocket)} what={`the BAI2 file of ${writeDay(day)} for ${name}`}>
              Download
            </DownloadLink>
          </Row>
          {statements.map((type) => (
            <Row key={type} title={`camt.053, ${reportKinds[type].word.toLowerCase()}`} about={reportKinds[type].about}>
              <Statement type={type} day={day} pocket={pocket} name={name} reports={reports} />
            </Row>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function Row({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 py-2">
      <span className="min-w-48 flex-1">
        <span className="font-strong">{title}</span> <span className="block text-small text-ink-muted">{about}</span>
      </span>
      {children}
    </li>
  );
}

interface StatementProps {
  type: (typeof statements)[number];
  day: string;
  pocket: string;
  name: string;
  reports: readonly ReportView[];
}

/** The file, where one was ordered lately for this pocket and day; else the way to it. */
function Statement({ type, day, pocket, name, reports }: StatementProps) {
  const mayOrder = useMay("reports.order");
  const what = `the ${reportKinds[type].word.toLowerCase()} of ${writeDay(day)} for ${name}`;
  const found = dayFileOf(reports, { type, day, pocket });
  if (found?.file) {
    return (
      <DownloadLink href={downloadHref(found.id, found.file)} what={what}>
        Download
      </DownloadLink>
    );
  }
  if (!found && !mayOrder) return <span className="text-ink-muted">Not ordered</span>;
  const href = found ? `/reports/${found.id}` : orderHref({ type, day, pocket });
  return (
    <Link href={href} prefetch={false} className="link touch inline-flex items-center">
      {found ? "See the order" : "Order"}
      <span className="sr-only">: {what}</span>
    </Link>
  );
}
