import "server-only";
import { barredFromSigning } from "@/lib/approvals/policy/who-signs";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import { may, permissions } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { AppError } from "@/lib/errors";
import { frozenSentence } from "@/lib/forms/freeze";
import type { TeamMember } from "@/lib/jiko/team";
import { memberOf } from "../approvals/look";
import { frozenNow } from "../commands/freeze";
import { activePasskeys } from "../passkeys/gesture";
import { readWhole } from "../read";
import type { Reader } from "../sources";
import { activeAmong, pocketsNow, teamNow } from "./company";
import { policyInForce } from "./in-force";
import type { PolicyView, VersionDetail, VersionLine, VersionView } from "./types";
import { allRows, policyOf, saidOf, type VersionRow } from "./versions";

const builtInLine: VersionLine = {
  number: 1, state: "built_in", note: null, proposedBy: null, proposedAt: null, signedBy: null, signedAt: null, endedAt: null,
};
const builtInVersion: VersionView = { ...builtInLine, digest: null, policy: builtInPolicy };

const lineOf = (row: VersionRow): VersionLine => ({
  number: row.number, state: row.state, note: row.note, proposedBy: row.proposedByName, proposedAt: row.proposedAt.toISOString(),
  signedBy: row.signedByName, signedAt: row.signedAt?.toISOString() ?? null, endedAt: row.endedAt?.toISOString() ?? null,
});

const viewOf = async (row: VersionRow): Promise<VersionView> => ({
  ...lineOf(row), digest: row.digest,
  policy: policyOf(row, await saidOf(db(), row.customerId, "policy.propose", row.number)),
});

/** The page is about our own policy: where Jiko does not say who somebody is, it shows ids. */
async function unlessSilent<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && (error.code === "forbidden" || error.code === "rate_limited" || error.code.startsWith("upstream_"))) return null;
    throw error;
  }
}

async function companyOf(session: Session): Promise<{ team: TeamMember[] | null; known: PolicyView["known"] }> {
  const read: Reader = (op, input) => readWhole(op, session, input);
  const [team, pockets] = await Promise.all([unlessSilent(teamNow(read)), unlessSilent(pocketsNow(read))]);
  const members = team && team.map(({ id, name, role, status }) => ({ id: id.toLowerCase(), name, role, active: status === "ACTIVE" }));
  return { team, known: { members, pockets: pockets && pockets.map(({ id, pocket_name }) => ({ id: id.toLowerCase(), name: pocket_name })) } };
}

async function barredToSign(session: Session, row: VersionRow, { policy }: VersionView, team: TeamMember[] | null): Promise<string | null> {
  if (!may(session, "policy.sign")) return permissions["policy.sign"].barred;
  if (!policy) return "The proposed policy is not as it was proposed. Withdraw it, and tell an administrator.";
  if (!team) return "Jiko's team list could not be read, so it cannot be told whether you may sign.";
  const why = barredFromSigning({ id: row.proposedBy, email: row.proposedByEmail }, memberOf(session), activeAmong(team));
  if (why) return why;
  const [frozen, passkeys] = await Promise.all([frozenNow(session.customerId), activePasskeys(session)]);
  if (frozen) return frozenSentence(frozen.by);
  return passkeys.length > 0 ? null : "You have no passkey that can sign. Add one under Your account first.";
}

/** The policy in force, the proposed one, and all before. Says why this viewer cannot sign or withdraw. */
export async function policyView(session: Session): Promise<PolicyView> {
  const { customerId } = session;
  const [rows, inForce, { team, known }] = await Promise.all([allRows(customerId), policyInForce(customerId), companyOf(session)]);
  const [current, proposed] = [rows.find(({ state }) => state === "in_force"), rows.find(({ state }) => state === "proposed")];
  const shown = proposed && (await viewOf(proposed));
  return {
    inForce: current
      ? { ...lineOf(current), digest: current.digest, policy: inForce.fault ? null : inForce.policy }
      : { ...builtInVersion, policy: inForce.fault ? null : builtInPolicy },
    fault: inForce.fault,
    proposed:
      proposed && shown
        ? {
            ...shown,
            barred: {
              sign: await barredToSign(session, proposed, shown, team),
              withdraw: may(session, "policy.propose") ? null : "Withdrawing a proposed policy needs the role admin.",
            },
          }
        : null,
    history: [...rows.map(lineOf), builtInLine],
    known,
  };
}

/** One version and the one that was in force before it. Throws `not_found`. */
export async function policyVersionDetail(session: Session, number: number): Promise<VersionDetail> {
  const [rows, { known }] = await Promise.all([allRows(session.customerId), companyOf(session)]);
  if (number === 1) return { version: builtInVersion, before: null, known };
  const row = rows.find((one) => one.number === number);
  if (!row) throw new AppError("not_found", { message: "There is no such version of the policy." });
  const earlier = rows.find((one) => one.number < number && one.signedAt !== null);
  return { version: await viewOf(row), before: earlier ? await viewOf(earlier) : builtInVersion, known };
}
