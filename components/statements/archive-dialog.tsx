"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/components/api/error";
import { pocketsQuery } from "@/components/api/reads";
import { leaveForSignIn } from "@/components/api/sign-in";
import { Button } from "@/components/ui/button";
import { writeMonth } from "@/components/ui/dates";
import { useDesk } from "@/components/ui/desk";
import { Dialog } from "@/components/ui/dialog";
import { FieldError, SelectField, TickField } from "@/components/ui/field";
import type { ArchiveView } from "@/lib/desk/archives/store";
import { monthsBetween, statementTypes, typeWord, type StatementFilters } from "./address";
import { oldestQuery, planArchive } from "./queries";

interface ArchiveDialogProps {
  /** What the page shows is what is ticked to begin with. */
  filters: StatementFilters;
  onClose: () => void;
  onPlanned: (archive: ArchiveView) => void;
}

/** Chooses months, pockets and types, and has the ZIP planned. */
export function ArchiveDialog({ filters, onClose, onPlanned }: ArchiveDialogProps) {
  const { today } = useDesk();
  const pockets = useQuery(pocketsQuery()).data?.items ?? [];
  const months = monthsBetween(useQuery(oldestQuery()).data?.items[0]?.key ?? today, today);
  const [newest, oldest] = [months[0]!, months.at(-1)!];
  const aYearAgo = months[Math.min(12, months.length - 1)]!;
  const [from, setFrom] = useState(filters.year ? clamp(`${filters.year}-${filters.month || "01"}`, oldest, newest) : aYearAgo);
  const [to, setTo] = useState(filters.year ? clamp(`${filters.year}-${filters.month || "12"}`, oldest, newest) : newest);
  const [types, setTypes] = useState<readonly string[]>(filters.type ? [filters.type] : statementTypes);
  // What is not ticked is kept: pockets may be listed only after the dialog is open.
  const [left, setLeft] = useState<readonly string[]>(() => (filters.pocket ? pockets.map(({ id }) => id).filter((id) => id !== filters.pocket) : []));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const chosen = pockets.map(({ id }) => id).filter((id) => !left.includes(id));
  const barred = chosen.length === 0 && pockets.length > 0 ? "Tick at least one pocket." : types.length === 0 ? "Tick at least one type." : null;

  const plan = async () => {
    setBusy(true);
    setError(null);
    try {
      onPlanned(
        await planArchive({
          from,
          to,
          pockets: left.length === 0 ? [] : chosen,
          types: statementTypes.filter((type) => types.includes(type)),
        }),
      );
    } catch (thrown) {
      if (leaveForSignIn(thrown)) return;
      const known = thrown instanceof ApiError ? thrown : null;
      const said = known?.fields[0]?.message ?? known?.message ?? "This did not work.";
      setError(known?.reference && !known.fields.length ? `${said} Reference ${known.reference}.` : said);
    } finally {
      setBusy(false);
    }
  };

  const month = (label: string, value: string, choose: (value: string) => void) => (
    <SelectField label={label} value={value} onChange={(event) => choose(event.target.value)}>
      {months.map((one) => (
        <option key={one} value={one}>
          {writeMonth(one)}
        </option>
      ))}
    </SelectField>
  );
  const toggle = (list: readonly string[], value: string) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);

  return (
    <Dialog
      open
      onClose={() => busy || onClose()}
      title="Download several statements"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={busy} busyLabel="Looking them up…" barred={barred} onClick={() => void plan()}>
            Download as ZIP
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-muted">
          One ZIP of the PDF files as Jiko made them, with a list of all of them and their checksums. At most 300 files. Tax forms count for their
          year.
        </p>
        <div className="grid grid-cols-2 gap-3">
          {month("First month", from, setFrom)}
          {month("Last month", to, setTo)}
        </div>
        <Ticks legend="Types">
          {statementTypes.map((type) => (
            <TickField key={type} label={typeWord(type)} checked={types.includes(type)} onChange={() => setTypes(toggle(types, type))} />
          ))}
        </Ticks>
        <Ticks legend="Pockets">
          {pockets.map(({ id, pocket_name }) => (
            <TickField key={id} label={pocket_name} checked={!left.includes(id)} onChange={() => setLeft(toggle(left, id))} />
          ))}
        </Ticks>
        <FieldError id="archive-error" error={error} />
      </div>
    </Dialog>
  );
}

const clamp = (month: string, oldest: string, newest: string): string => (month < oldest ? oldest : month > newest ? newest : month);

function Ticks({ legend, children }: { legend: string; children: React.ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1 text-table font-strong">{legend}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-1">{children}</div>
    </fieldset>
  );
}
