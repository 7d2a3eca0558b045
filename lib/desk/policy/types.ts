import type { Policy } from "@/lib/approvals/policy/types";
import type { Simulated } from "@/lib/approvals/policy/simulate";
import type { Cents } from "@/lib/treasury/money";
import type { MirrorState } from "../mirror/types";

/** A version as people see it. Instants in ISO, of real time. */
export interface VersionLine {
  number: number;
  state: "built_in" | "proposed" | "in_force" | "replaced" | "withdrawn";
  /** Why it was proposed; null of the one that is built in, as all that follows. */
  note: string | null;
  proposedBy: string | null;
  proposedAt: string | null;
  signedBy: string | null;
  signedAt: string | null;
  endedAt: string | null;
}

export interface VersionView extends VersionLine {
  /** SHA-256 of its canonical text; null of the one that is built in. */
  digest: string | null;
  /** Null where what lies there is not what the record says of it. */
  policy: Policy | null;
}

/** What ids in a policy stand for, now. */
export interface KnownCompany {
  members: { id: string; name: string; role: string; active: boolean }[];
  pockets: { id: string; name: string }[];
}

/** What `GET /api/policy` answers. */
export interface PolicyView {
  inForce: VersionView;
  /** Why nothing can be signed by the policy in force; null in the normal case. */
  fault: string | null;
  proposed: (VersionView & { barred: { sign: string | null; withdraw: string | null } }) | null;
  /** All of them, newest first. */
  history: VersionLine[];
  /** Null where the viewer may not read the team or pockets at Jiko, or it does not answer. */
  known: { members: KnownCompany["members"] | null; pockets: KnownCompany["pockets"] | null };
}

/** What `GET /api/policy/versions/<number>` answers: a version, and the one that was in force before it. */
export interface VersionDetail {
  version: VersionView;
  before: VersionView | null;
  known: PolicyView["known"];
}

/** A past request that would have been asked for something else. */
export interface SimulatedRequest extends Omit<Simulated, "id"> {
  id: string;
  /** The bank's time. */
  at: string;
  /** Who is paid; null for moves between own pockets. */
  payee: string | null;
  /** Null for everything in the pocket. */
  amount: Cents | null;
  pocketId: string;
}

/** What `POST /api/policy/simulation` answers. */
export type Simulation =
  | { filled: false; state: MirrorState }
  | {
      filled: true;
      state: MirrorState;
      /** Requests since this instant of the bank's time were looked at: so many. */
      since: string;
      looked: number;
      /** What differs, for all of them. */
      differing: Pick<Simulated, "signOffs">[];
      /** The newest of them. */
      rows: SimulatedRequest[];
      /** What could not be told as it was then, in sentences. */
      notes: string[];
    };
