import { iso } from "./clock";
import type { ApplicationRecord, ApplicationStatus, CompanyState, DocumentRecord } from "./types";
import { mintId } from "./wire";

const second = 1000;

/** How long each step lasts on the banking clock. */
const lasts = { SUBMITTED: 20 * second, PENDING: 20 * second, review: 20 * second, MANUAL_REVIEW: 60 * second };

const after = (at: Date, ms: number): string => new Date(at.getTime() + ms).toISOString();

/** What the bank dislikes, by the name of the file. */
const dislikes: readonly [RegExp, string][] = [
  [/cut-?off/i, "IMAGE_QUALITY_ERROR_CUTOFF"],
  [/expired/i, "DOCUMENT_EXPIRED"],
];

/** What is asked for, by the kind of company. */
function asksFor({ entity_type }: ApplicationRecord["application"]): DocumentRecord["type"][] {
  if (entity_type === "LLC") return ["EIN_CONFIRMATION", "OPERATING_AGREEMENT"];
  if (entity_type === "PARTNERSHIP") return ["EIN_CONFIRMATION", "PARTNERSHIP_AGREEMENT"];
  return entity_type === "SOLE_PROPRIETOR" ? ["ADDRESS_VERIFICATION"] : ["EIN_CONFIRMATION", "ARTICLES_OF_INCORPORATION"];
}

function move(record: ApplicationRecord, to: ApplicationStatus, at: Date, next: ApplicationRecord["next"]): void {
  Object.assign(record.application, { status: to, updated_at: iso(at) });
  record.next = next;
}

/** Takes an application that is complete. */
export const submit = (record: ApplicationRecord, now: Date): void =>
  move(record, "SUBMITTED", now, { at: after(now, lasts.SUBMITTED), to: "PENDING" });

/** Takes a file for a document; it is looked at a little later. */
export function receive(document: DocumentRecord, name: string, now: Date): void {
  Object.assign(document, { status: "PENDING_REVIEW", name, exception_reason: null, review_at: after(now, lasts.review) });
}

function step(state: CompanyState, record: ApplicationRecord, to: ApplicationStatus, at: Date): void {
  const { application } = record;
  switch (to) {
    case "PENDING":
      return move(record, to, at, { at: after(at, lasts.PENDING), to: "DOCUMENTS_NEEDED" });
    case "DOCUMENTS_NEEDED":
      record.documents = asksFor(application).map((type) => ({
        id: mintId(state), type, status: "PENDING_UPLOAD", exception_reason: null, name: null, review_at: null,
      }));
      return move(record, to, at, null);
    default: {
      const rejected = /\brejected\b/i.test(application.name ?? "");
      application.exception_reasons = rejected ? ["BUSINESS_NOT_SUPPORTED"] : [];
      application.customer_id = rejected ? null : mintId(state);
      return move(record, rejected ? "REJECTED" : "APPROVED", at, null);
    }
  }
}

function review(record: ApplicationRecord, document: DocumentRecord, at: Date): void {
  const reason = dislikes.find(([name]) => name.test(document.name ?? ""))?.[1] ?? null;
  Object.assign(document, { status: reason ? "INVALID" : "APPROVED", exception_reason: reason, review_at: null });
  const all = record.documents.every(({ status }) => status === "APPROVED");
  if (all && record.application.status === "DOCUMENTS_NEEDED") {
    move(record, "MANUAL_REVIEW", at, { at: after(at, lasts.MANUAL_REVIEW), to: "APPROVED" });
  }
}

/** Brings applications to the clock: every step at its own instant, in order. */
export function advanceApplications(state: CompanyState, now: Date): void {
  const until = now.toISOString();
  for (const record of state.applications) {
    for (;;) {
      const document = record.documents
        .filter(({ review_at }) => review_at !== null && review_at <= until)
        .sort((a, b) => (a.review_at! < b.review_at! ? -1 : 1))[0];
      if (document) review(record, document, new Date(document.review_at!));
      else if (record.next && record.next.at <= until) step(state, record, record.next.to, new Date(record.next.at));
      else break;
    }
  }
}
