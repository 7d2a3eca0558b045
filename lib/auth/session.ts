import type { Role } from "@/lib/jiko/team";
import type { Scope } from "@/lib/jiko/operation";
import type { Permission } from "./permissions";

/** Who is signed in, for which customer, with what rights: what server code is handed once the session was checked. */
export interface Session {
  /** Our session row; never sent to a browser. */
  id: string;
  /** Jiko's `sub`. */
  subject: string;
  memberId: string;
  customerId: string;
  customerName: string;
  name: string;
  email: string;
  role: Role;
  /** Why the role is what it is where it could not be read from the team list; null in the normal case. */
  roleReason: string | null;
  scopes: Scope[];
  createdAt: Date;
  lastActiveAt: Date;
  /** The absolute end; never extended. */
  expiresAt: Date;
}

/** What the browser may know of the session. */
export interface Viewer {
  memberId: string;
  name: string;
  email: string;
  role: Role;
  roleReason: string | null;
  customerName: string;
  permissions: string[];
  /** Of the permissions that are not held, the sentence that says why. */
  barred: Partial<Record<Permission, string>>;
}
