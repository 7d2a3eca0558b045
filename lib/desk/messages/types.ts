import type { Role } from "@/lib/jiko/team";

/** Who is told, worked out when the team is read. Whoever is not active is not told. */
export type Audience =
  | { members: readonly string[] }
  /** Everybody of these roles but `except`, under whatever membership; with `only`, nobody else. */
  | { roles: readonly Role[]; except?: readonly string[]; only?: readonly string[] };

/** Something that people are told: plain JSON, without addresses and account numbers. */
export interface Telling {
  kind: string;
  /** The request, freeze, policy or passkey that it is about. */
  subjectId: string | null;
  /** What makes it one thing, however often it is found. */
  once: string;
  to: Audience;
  /** The channel hears of it too. */
  channel: boolean;
  urgent: boolean;
  title: string;
  text: string;
}

/** A message as its member sees it. Instants in ISO. */
export interface MessageView {
  id: string;
  kind: string;
  title: string;
  text: string;
  urgent: boolean;
  at: string;
  read: boolean;
  /** Where it leads to within the desk; null: nowhere. */
  href: string | null;
  /** What became of its e-mail; null where none is to be sent. */
  mail: { sent: boolean; problem: string | null } | null;
}

export interface MessagePage {
  items: MessageView[];
  /** The cursor of the page with older ones; null: there is none. */
  older: string | null;
}
