import type { z } from "zod";
import type { contract } from "@/lib/jiko/contract";
import type { PathParams, RawBytes } from "@/lib/jiko/operation";
import type { Company, CompanyState, Member } from "@/sandbox/company/types";
import type { TokenFacts } from "./auth";

/** Something that waits for its moment on the banking clock: a step of a transfer, the check of a new payee. */
export type Due = { at: string } & (
  | { step: "start"; requestId: string }
  | { step: "finish"; requestId: string; transactionId: string }
  | { step: "check-payee"; counterpartyId: string }
);

/** All that the bank keeps: plain JSON. */
export interface BankState {
  version: 1;
  company: CompanyState;
  due: Due[];
  /** Request id → the only members who may decide it. A request without an entry is open to every approver. */
  reviewersOnly: Record<string, string[]>;
}

/** What handlers work with. `state` is replaced by a reset: read it anew on each call. */
export interface Books {
  readonly state: BankState;
  readonly company: Company;
  readonly executes: boolean;
  now(): Date;
  /** A link to a file (`statements/<id>.pdf`, see stored-files.ts) that lives ten real minutes. */
  fileLink(path: string): string;
  /** Ends the sign-ins of a member who was deactivated. */
  signOut(memberId: string): void;
}

export interface Caller extends TokenFacts {
  /** Null for a client-credentials token. */
  member: Member | null;
}

export type Op = (typeof contract)[number];
export type OpId = Op["id"];
export type OpById<Id extends OpId> = Extract<Op, { id: Id }>;

type Body<O extends Op> = O["body"] extends z.ZodType ? z.output<O["body"]> : null;

/** A file as it came in. */
export interface SentFile {
  contentType: string;
  size: number;
  /** From `content-disposition`, empty where none was sent. */
  name: string;
}

export interface Call<O extends Op> {
  params: PathParams<O["path"]>;
  query: z.output<O["query"]>;
  body: Body<O>;
  file: O["file"] extends RawBytes ? SentFile : null;
  caller: Caller;
  books: Books;
  now: Date;
}

/** Answers one operation in the form that goes over the wire; throws a Refusal otherwise. */
export type Handler<O extends Op> = (call: Call<O>) => z.input<O["answer"]> | Promise<z.input<O["answer"]>>;

/** One handler for every operation of the contract: a missing one does not compile. */
export type Handlers = { [Id in OpId]: Handler<OpById<Id>> };
export type Group<Id extends OpId> = Pick<Handlers, Id>;
