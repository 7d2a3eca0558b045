import { barredOf, permissionsOf } from "./permissions";
import type { Session, Viewer } from "./session";

/** What the browser may know of a session: no id, no token, no scope. */
export const viewerOf = (session: Session): Viewer => ({
  memberId: session.memberId,
  name: session.name,
  email: session.email,
  role: session.role,
  roleReason: session.roleReason,
  customerName: session.customerName,
  permissions: permissionsOf(session),
  barred: barredOf(session),
});
