import { ApiError } from "./error";

let leaving = false;

/** Tells forms that the page is about to be left; drafts live on the server, so this is the moment of a last save. */
export const leavingEvent = "countersign:leaving";

/** Where to sign in again so that one comes back to this page. */
export function signInAddress(error: ApiError, here: { pathname: string; search: string }): string {
  const from = here.pathname + here.search;
  const reason = (error.data as { reason?: string } | null | undefined)?.reason ?? "ended";
  return `/sign-in?${new URLSearchParams({ ...(from === "/" ? {} : { from }), reason })}`;
}

/** Goes to sign-in when an error says that the session is over; true if so. Once: several reads fail at the same time. */
export function leaveForSignIn(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  if (!leaving) {
    leaving = true;
    window.dispatchEvent(new Event(leavingEvent));
    window.location.assign(signInAddress(error, window.location));
  }
  return true;
}
