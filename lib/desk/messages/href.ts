/** Where a message leads to within the desk, by what it is about; null: nowhere. No address decides anything. */
export function hrefOf({ kind, subjectId }: { kind: string; subjectId: string | null }): string | null {
  if (kind.startsWith("request.")) return subjectId && `/approvals/${subjectId}`;
  if (kind.startsWith("policy.")) return "/policy";
  if (kind.startsWith("desk.")) return "/approvals";
  if (kind.startsWith("passkey.")) return "/account";
  return null;
}
