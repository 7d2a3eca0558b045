"use client";

import { BeginTransfer } from "@/components/ui/begin-transfer";
import { valuesOf } from "@/lib/approvals/refile";
import type { SnapshotSubject } from "@/lib/approvals/types";

/** A new form filled with what this request was, for who filed it. */
export function Refile({ subject }: { subject: SnapshotSubject }) {
  const values = valuesOf(subject);
  return values ? <BeginTransfer label="File it anew, corrected" values={() => values} /> : null;
}
