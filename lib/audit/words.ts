import { cents, formatCents } from "@/lib/treasury/money";
import type { EntryText } from "./verify";

/** What each action is, said of whoever did it: "Approver One approved the request". Without one, it is read out of its name. */
const actions: Record<string, readonly [infinitive: string, past: string]> = {
  "transfer.file": ["file the request", "filed the request"],
  "transfer.approve": ["approve the request", "approved the request"],
  "transfer.reject": ["reject the request", "rejected the request"],
  "transfer.cancel": ["cancel the request", "canceled the request"],
  "request.outside": ["find something outside the desk", "was found to have filed or decided outside the desk"],
  "request.comment": ["write under the request", "wrote under the request"],
  "attachment.upload": ["attach a file", "attached a file"],
  "attachment.remove": ["remove an attached file", "removed an attached file"],
  "attachment.download": ["download an attached file", "downloaded an attached file"],
  "passkey.enrol": ["add a passkey", "added a passkey"],
  "passkey.confirm": ["confirm somebody's passkey", "confirmed somebody's passkey"],
  "passkey.revoke": ["revoke a passkey", "revoked a passkey"],
  "policy.propose": ["propose a policy", "proposed a policy"],
  "policy.sign": ["sign a policy", "signed a policy, which is in force from then on"],
  "policy.withdraw": ["withdraw a proposed policy", "withdrew a proposed policy"],
  "desk.freeze": ["freeze the desk", "froze the desk"],
  "desk.unfreeze": ["lift the freeze", "asked to lift the freeze, or lifted it"],
  "session.started": ["sign in", "signed in"],
  "session.ended": ["end a session", "was signed out"],
  "session.refused": ["sign in", "was not let in"],
  "session.roleChanged": ["change role", "has another role at Jiko"],
  "access.refused": ["look", "was not allowed to look or to act"],
  "command.abandoned": ["send a command", "sent a command that never arrived"],
  "statement.download": ["download a statement", "downloaded a statement"],
  "statements.download": ["download an archive of statements", "downloaded an archive of statements"],
  "confirmation.download": ["download a trade confirmation", "downloaded a trade confirmation"],
  "report.download": ["download a report", "downloaded a report"],
  "report.order": ["order a report", "ordered a report"],
  "agreement.download": ["download an agreement", "downloaded an agreement"],
  "funding.download": ["download funding instructions", "downloaded funding instructions"],
  "priorDay.download": ["download a prior-day file", "downloaded a prior-day file"],
  "reconciliation.download": ["download the reconciliation", "downloaded the reconciliation"],
  "teamAuditLog.download": ["download Jiko's audit log", "downloaded Jiko's audit log"],
  "list.download": ["download a list", "downloaded a list"],
  "record.download": ["download the audit record", "downloaded the audit record"],
  "accessReport.download": ["download the access report", "downloaded the access report"],
  "audit.key.changed": ["change the key of the heads", "changed the key that signs the heads of the record"],
  "record.restored": ["restore the record", "put the record back from a backup"],
  "payee.add": ["add a payee", "added a payee"],
  "payee.link": ["link a payee", "linked a payee"],
  "payee.unlink": ["unlink a payee", "unlinked a payee"],
  "forecast.judge": ["accept or strike a recurring flow", "accepted or struck a recurring flow"],
  "forecast.plan": ["write down an expected flow", "wrote down an expected flow"],
  "forecast.drop": ["take back an expected flow", "took back an expected flow"],
  "payee.confirm": ["record a call-back", "recorded a call-back"],
  "pocket.open": ["open a pocket", "opened a pocket"],
  "pocket.close": ["close a pocket", "closed a pocket"],
  "pocket.rename": ["rename a pocket", "renamed a pocket"],
  "pocket.strategies": ["change a pocket's strategies", "changed a pocket's strategies"],
  "portal.open": ["open a portal", "opened a portal"],
  "portal.close": ["close a portal", "closed a portal"],
  "portal.rename": ["rename a portal", "renamed a portal"],
  "team.invite": ["invite a member", "invited a member"],
  "team.changeRole": ["change a member's role", "changed a member's role"],
  "team.deactivate": ["deactivate a member", "deactivated a member"],
  "team.reactivate": ["reactivate a member", "reactivated a member"],
  "webhook.create": ["set a webhook up", "set a webhook up"],
  "webhook.update": ["change a webhook", "changed a webhook"],
  "webhook.switch": ["switch a webhook", "switched a webhook on or off"],
  "webhook.rotate": ["rotate a webhook's secret", "rotated a webhook's secret"],
  "webhook.delete": ["delete a webhook", "deleted a webhook"],
  "webhook.secretShown": ["see a webhook's secret", "was shown a webhook's secret"],
  "document.upload": ["send a document to Jiko", "sent a document to Jiko"],
  "application.start": ["begin an application", "began an application"],
  "application.save": ["save a step of an application", "saved a step of an application"],
  "application.apply": ["submit an application", "submitted an application"],
  "application.document": ["send a document of an application", "sent a document of an application"],
  "relatedParty.add": ["add a person to an application", "added a person to an application"],
  "relatedParty.change": ["change a person of an application", "changed a person of an application"],
  "relatedParty.remove": ["remove a person from an application", "removed a person from an application"],
  "notification.mark": ["mark notifications", "marked notifications"],
  "view.save": ["save a view of a list", "saved a view of a list"],
  "view.remove": ["remove a view of a list", "removed a view of a list"],
  "columns.set": ["choose the columns of a list", "chose the columns of a list"],
  "mirror.check": ["have the desk's copy checked", "had the desk's copy checked"],
  "mirror.rebuild": ["have the desk's copy made anew", "had the desk's copy made anew"],
};

export const knownActions: readonly string[] = Object.keys(actions);

/** `payee.callBack` → "payee: call back". */
const spelled = (action: string): string => action.replace(".", ": ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What an entry says, as a sentence without its subject: "Approved the request", "Was refused: file the request". */
export function sentenceOf({ kind, action, outcome, details }: Pick<EntryText, "kind" | "action" | "outcome" | "details">): string {
  const [infinitive, past] = actions[action] ?? [spelled(action), spelled(action)];
  if (kind === "intent") return `Set out to ${infinitive}`;
  if (kind === "correction") return `Correction: ${past} after all`;
  switch (outcome) {
    case "refused":
      return `Was refused: ${infinitive}`;
    case "not_done":
      return `It did not come about: ${infinitive}`;
    case "failed":
      return `It failed: ${infinitive}`;
    case "canceled":
      return `Broke off: ${infinitive}`;
    case "unknown":
      return `Nobody knows how it ended: ${infinitive}`;
    default:
      return details.how === "held" ? `${upper(past)}; held here until more have signed` : upper(past);
  }
}

const labels: Record<string, string> = {
  amount: "Amount",
  payeeName: "Payee",
  payeeEnding: "Account ends in",
  policyVersion: "Policy",
  policyDigest: "Hash of the policy",
  subjectHash: "Hash of what was decided",
  contextHash: "Hash of what it rested on",
  snapshot: "Hash of the snapshot",
  proof: "Hash of the proof",
  assurance: "Signed by",
  passkeyId: "Passkey",
  how: "Held or sent",
  inputHash: "Hash of what was sent",
  code: "Kind of fault",
  message: "What was said",
  address: "Address",
  browser: "Browser",
  scopes: "Granted",
};

const label = (name: string): string =>
  labels[name] ?? upper(name.replace(/_/g, " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

/** An amount as snapshots and the record have it; null where it is none. */
export function amountText(value: unknown): string | null {
  const { type, cents: written } = (value ?? {}) as { type?: unknown; cents?: unknown };
  if (type === "REQUESTED_AMOUNT" && typeof written === "number") return formatCents(cents(written));
  return type === "FULL_WITHDRAWAL" ? "Everything in the pocket" : null;
}

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (value !== null && typeof value === "object") {
    const object = value as Record<string, unknown>;
    const members = Object.entries(object).filter(([, one]) => one !== null);
    return amountText(object) ?? members.map(([name, one]) => `${label(name)}: ${textOf(one)}`).join("; ");
  }
  return String(value);
}

/** Everything that an entry holds beside who, when and what, as names and texts; what is empty is left out. */
export const detailsOf = ({ details }: Pick<EntryText, "details">): [name: string, text: string][] =>
  Object.entries(details)
    .filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]): [string, string] => [label(name), textOf(value)])
    .filter(([, text]) => text !== "");

/** Groups of actions that one filters by, with the beginnings of the names in them. */
export const actionGroups = {
  decisions: ["Requests and decisions", ["transfer.", "request.", "command."]],
  signing: ["Passkeys, policy and freeze", ["passkey.", "policy.", "desk."]],
  sessions: ["Sign-ins and sign-outs", ["session."]],
  refusals: ["Refused access", ["access.", "session.refused"]],
  downloads: [
    "Downloads and uploads",
    [
      ...(["statement.", "statements.", "confirmation.", "report.", "agreement.", "funding.", "reconciliation."] as const),
      ...(["teamAuditLog.", "record.", "list.", "accessReport.", "document.", "attachment."] as const),
    ],
  ],
  payees: ["Payees", ["payee."]],
  company: ["Company, team, pockets", ["team.", "pocket.", "portal.", "application.", "relatedParty.", "notification.", "mirror.", "view.", "columns."]],
  webhooks: ["Webhooks", ["webhook."]],
} as const satisfies Record<string, readonly [label: string, beginnings: readonly string[]]>;
export type ActionGroup = keyof typeof actionGroups;
