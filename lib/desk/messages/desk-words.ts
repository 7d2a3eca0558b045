import { plain } from "./plain";
import type { Telling } from "./types";

/** Who did it, and need not be told. */
interface By {
  memberId: string;
  name: string;
}

const named = (text: string) => plain(text, 80);

/** For those who may sign and lift, but whoever did it. */
const others = ({ memberId }: By) => ({ to: { roles: ["APPROVER", "ADMIN"], except: [memberId.toLowerCase()] } as const, channel: true });

const about = (kind: string, subjectId: string) => ({ kind, subjectId, once: `${kind} ${subjectId}` });

export const frozen = (id: string, by: By, reason: string): Telling => ({
  ...about("desk.frozen", id),
  ...others(by),
  urgent: true,
  title: `The desk is frozen by ${named(by.name)}`,
  text:
    `Nothing is filed or signed here until two people lift it. The reason: “${plain(reason, 300)}” ` +
    "What is filed or signed at Jiko itself goes on.",
});

export const liftAsked = (id: string, by: By): Telling => ({
  ...about("desk.lifting", id),
  ...others(by),
  urgent: false,
  title: `${named(by.name)} asks to lift the freeze`,
  text: "A second person must confirm it. Until then nothing is filed or signed here.",
});

export const lifted = (id: string, by: By): Telling => ({
  ...about("desk.lifted", id),
  ...others(by),
  urgent: true,
  title: "The freeze is lifted",
  text: `${named(by.name)} was the second of the two who lift it. Requests can be filed and signed again.`,
});

export const policyWaits = (version: number, by: By): Telling => ({
  ...about("policy.waits", String(version)),
  ...others(by),
  urgent: true,
  title: `Version ${version} of the policy waits for a signature`,
  text: `${named(by.name)} proposed it. Look at what it changes before you sign it. Until then the present version stays in force.`,
});

export const passkeyWaits = (id: string, by: By): Telling => ({
  ...about("passkey.waits", id),
  ...others(by),
  urgent: true,
  title: `A new passkey of ${named(by.name)} waits for a second person`,
  text: "It was added without a passkey that they had before. Ask them, by a way you know, whether it is theirs, before you confirm it.",
});

/** To its owner: whoever did not add it must hear of it. */
export const passkeyAdded = (id: string, label: string, waits: boolean, by: By): Telling => ({
  ...about("passkey.added", id),
  to: { members: [by.memberId.toLowerCase()] },
  channel: false,
  urgent: true,
  title: `A passkey was added in your name: “${plain(label, 60)}”`,
  text: `${waits ? "It signs once a second person has confirmed it." : "It signs from now on."} If it was not you, revoke it and tell an admin at once.`,
});

export const passkeyConfirmed = (id: string, owner: string, by: By): Telling => ({
  ...about("passkey.confirmed", id),
  to: { members: [owner.toLowerCase()] },
  channel: true,
  urgent: true,
  title: "A passkey in your name was confirmed",
  text: `${named(by.name)} confirmed it. If it is not yours, revoke it and tell an admin at once.`,
});

export const passkeyRevoked = (id: string, label: string, owner: string, by: By): Telling => ({
  ...about("passkey.revoked", id),
  to: { members: [owner.toLowerCase()] },
  channel: false,
  urgent: true,
  title: `Your passkey “${plain(label, 60)}” is revoked`,
  text:
    `${owner.toLowerCase() === by.memberId.toLowerCase() ? "You" : named(by.name)} revoked it. ` +
    "Nothing can be signed with it any more. If you did not expect that, tell an admin.",
});
