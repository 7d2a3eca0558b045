import type { Scope } from "@/lib/jiko/operation";
import { roles, type Role } from "@/lib/jiko/team";

interface Rule {
  roles: readonly Role[];
  scope: Scope;
  /** What is said to someone whose role lacks it, on the barred button itself. */
  barred: string;
}

/** Who may do what. The roles are Jiko's (assumed); the scope is the one Jiko must have granted to the session. */
export const permissions = {
  "cash.read": { roles, scope: "pockets.read", barred: "This sign-in may not read pockets." },
  "transfers.read": { roles, scope: "transfers.read", barred: "This sign-in may not read transfers." },
  "team.read": { roles, scope: "team.read", barred: "This sign-in may not read the team." },
  "company.read": { roles, scope: "customer.read", barred: "This sign-in may not read the company's profile." },
  "onboarding.read": { roles, scope: "onboarding.read", barred: "This sign-in may not read applications." },
  "agreements.read": { roles, scope: "agreements.read", barred: "This sign-in may not read agreements." },
  "webhooks.read": { roles, scope: "subscriptions.read", barred: "This sign-in may not read webhooks and events." },
  "notifications.read": { roles, scope: "notifications.read", barred: "This sign-in may not read notifications." },
  "reports.read": { roles, scope: "reports.read", barred: "This sign-in may not read reports." },
  "pockets.manage": { roles: ["ADMIN"], scope: "pockets.write", barred: "Opening and changing pockets needs the role admin." },
  "portals.manage": { roles: ["ADMIN"], scope: "pockets.write", barred: "Opening and changing portals needs the role admin." },
  "payees.manage": { roles: ["INITIATOR", "ADMIN"], scope: "transfers.write", barred: "Changing payees needs the role initiator or admin." },
  "team.manage": { roles: ["ADMIN"], scope: "team.write", barred: "Managing the team needs the role admin." },
  "company.upload": { roles: ["ADMIN"], scope: "customer.write", barred: "Sending documents to Jiko needs the role admin." },
  "onboarding.manage": { roles: ["ADMIN"], scope: "onboarding.write", barred: "Working on applications needs the role admin." },
  "webhooks.manage": { roles: ["ADMIN"], scope: "subscriptions.write", barred: "Managing webhooks needs the role admin." },
  "notifications.mark": { roles, scope: "notifications.write", barred: "This sign-in may not mark notifications." },
  "messages.own": { roles, scope: "profile", barred: "This sign-in may not read messages." },
  "views.own": { roles, scope: "profile", barred: "This sign-in may not save views of lists." },
  "reports.order": { roles, scope: "reports.write", barred: "This sign-in may not order reports." },
  "transfers.file": { roles: ["INITIATOR", "ADMIN"], scope: "transfers.write", barred: "Filing transfers needs the role initiator or admin." },
  "transfers.decide": { roles: ["APPROVER", "ADMIN"], scope: "transfers.write", barred: "Signing transfers off needs the role approver or admin." },
  "transfers.cancel": { roles: ["INITIATOR", "ADMIN"], scope: "transfers.write", barred: "Only the person who filed a request can cancel it." },
  "passkeys.own": { roles, scope: "transfers.read", barred: "This sign-in may not have passkeys." },
  "passkeys.revoke": { roles: ["ADMIN"], scope: "team.read", barred: "Revoking somebody else's passkey needs the role admin." },
  "policy.propose": { roles: ["ADMIN"], scope: "transfers.read", barred: "Proposing a policy needs the role admin." },
  "policy.sign": { roles: ["APPROVER", "ADMIN"], scope: "transfers.write", barred: "Signing a policy needs the role approver or admin." },
  "desk.freeze": { roles: ["APPROVER", "ADMIN"], scope: "transfers.read", barred: "Freezing the desk needs the role approver or admin." },
  "requests.annotate": { roles, scope: "transfers.read", barred: "This sign-in may not write under requests." },
  "payees.confirm": {
    roles: ["INITIATOR", "APPROVER", "ADMIN"],
    scope: "transfers.read",
    barred: "Recording a call-back needs the role initiator, approver or admin.",
  },
  "forecast.edit": {
    roles: ["INITIATOR", "APPROVER", "ADMIN"],
    scope: "pockets.read",
    barred: "Changing what is expected needs the role initiator, approver or admin.",
  },
  "record.read": { roles: ["APPROVER", "ADMIN"], scope: "transfers.read", barred: "Reading the audit record needs the role approver or admin." },
  "mirror.manage": { roles: ["ADMIN"], scope: "pockets.read", barred: "Rebuilding the desk's copy needs the role admin." },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;
const allPermissions = Object.keys(permissions) as Permission[];

interface Holder {
  role: string;
  scopes: readonly string[];
}

/** Whether this member may do this, by role and by what Jiko granted. */
export function may(holder: Holder, permission: Permission): boolean {
  const rule: Rule = permissions[permission];
  return (rule.roles as readonly string[]).includes(holder.role) && holder.scopes.includes(rule.scope);
}

/** Reads need no role of their own: whoever holds the scope may read, as at Jiko. */
export const mayRead = (holder: Holder, scope: Scope): boolean => holder.scopes.includes(scope);

/** What this member may not do, each with the sentence that says why. */
export const barredOf = (holder: Holder): Partial<Record<Permission, string>> =>
  Object.fromEntries(allPermissions.filter((permission) => !may(holder, permission)).map((permission) => [permission, permissions[permission].barred]));

export const permissionsOf = (holder: Holder): Permission[] =>
  allPermissions.filter((permission) => may(holder, permission));
