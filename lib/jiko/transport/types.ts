import type { KeyObject } from "node:crypto";
import type { CryptoKey, JWK } from "jose";
import type { AnswerOf, AnyOperation, InputOf } from "../operation";
import type { RateGroup } from "../rate-limits";
import type { Share } from "./budget";
import type { BudgetLeft } from "./limiter";
import type { ErrorCode } from "@/lib/errors";

/** The key that DPoP proofs of one session are signed with (RFC 9449). Of `publicJwk` only public members are ever sent. */
export interface DpopKey {
  privateKey: CryptoKey | KeyObject;
  publicJwk: JWK;
  alg: "ES256" | "EdDSA";
}

/** What a call is authorised with. `dpopKey` stands with the type `DPoP` and is null with `Bearer`. */
export interface AccessToken {
  value: string;
  type: "Bearer" | "DPoP";
  dpopKey: DpopKey | null;
}

/** On whose behalf calls are made. */
export interface Caller {
  /** Jiko counts per OAuth client and user: one value for each such pair, whatever number of sessions it has. */
  budgetKey: string;
  /** Background work stands back behind people. */
  kind: "person" | "background";
  /** The present token; with `stale`, the value that Jiko refused, a renewed one. Throws an AppError where there is none any more. */
  token(stale?: string): Promise<AccessToken>;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** A read that a command cannot do without: it may use the share that is kept for commands. Writes always may. */
  for?: "command";
}

/** Calls to Jiko on behalf of one caller. */
export interface JikoClient {
  /**
   * Makes one call and gives Jiko's answer, checked. Throws AppError `invalid_input` before anything is sent, and
   * JikoError for all that goes wrong after that; what `Caller.token` throws passes through, and then Jiko did nothing.
   */
  call<Op extends AnyOperation>(op: Op, input: InputOf<Op>, options?: CallOptions): Promise<AnswerOf<Op>>;
}

/** A key for HTTP message signing (authorization.md, section 8); `signingKey` makes one from PEM. */
export interface SigningKey {
  key: KeyObject;
  keyId: string;
  alg: "ecdsa-p256-sha256" | "ed25519";
}

/** One exchange with Jiko as a log line: no id of an object, no value of a field, no URL. */
export interface CallLine {
  /** `pockets.list`; `download` for a file. */
  operation: string;
  method: string;
  /** The template, `/api/v2/pockets/{pocket_id}/`. */
  path: string;
  /** Null where no answer came. */
  status: number | null;
  /** Milliseconds from sending to the last byte of the answer. */
  ms: number;
  requestId: string | null;
  /** Counts the exchanges of one call from 1. */
  attempt: number;
  /** What went wrong, null for a good answer. */
  problem: ErrorCode | null;
  /** Where an answer breaks the contract: paths of fields. */
  at: string[];
}

/** A call that the rate limit held up. `refused`: it was not sent, because the wait would have been too long. */
export interface Wait {
  group: RateGroup;
  /** Whose call it was. */
  share: Share;
  /** How long it waited, or would have had to wait. */
  ms: number;
  refused: boolean;
}

export interface JikoConfig {
  apiUrl: string;
  /** Milliseconds that one call may take: token, waiting for the limit, connecting, answer and repeats together. */
  deadlineMs: number;
  /** Hosts (`files.example.com`, `127.0.0.1:4402`) that a download link may point to. Without a port: the default one, any on loopback. */
  downloadHosts: readonly string[];
  /** Null: calls are not signed. */
  signing: SigningKey | null;
  onCall?: (line: CallLine) => void;
  /** Told of a call that the rate limit held up, once it may go or is refused. */
  onWait?: (wait: Wait) => void;
  /** Largest JSON answer, bytes. Default 10 MB. */
  maxBodyBytes?: number;
  /** Milliseconds that a download may stand still. Default: `deadlineMs`. */
  stallMs?: number;
  /** Milliseconds that sending a file may take in all. Default 5 minutes: Node gives a request of a browser no more. */
  uploadMs?: number;
  /** Milliseconds that sending a file may stand still, its answer included. Default 30 s. */
  uploadStallMs?: number;
  /** Milliseconds before the first repeat of a read; doubles, with jitter. Default 150. */
  backoffMs?: number;
}

/** A file behind a link of Jiko's. `length` in bytes where it is announced. Errors while reading are JikoErrors too. */
export interface Download {
  body: ReadableStream<Uint8Array>;
  contentType: string | null;
  length: number | null;
}

/** The client of a process. */
export interface Jiko {
  as(caller: Caller): JikoClient;
  /** Opens a link that Jiko gave. Sends no credentials, and goes to hosts of the list alone. */
  download(url: string, options?: { signal?: AbortSignal }): Promise<Download>;
  /** Calls of the minute that count against a caller, as far as is known here: whoever has few can lend some. */
  used(budgetKey: string): number;
  /** What is left of Jiko's limits, by group. */
  budgets(): BudgetLeft[];
  /** Waits for calls in flight and closes all connections. */
  close(): Promise<void>;
}
