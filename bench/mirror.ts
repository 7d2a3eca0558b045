import { setTimeout as pause } from "node:timers/promises";
import type { MirrorState } from "../lib/desk/mirror/types";
import { controlClient } from "../sandbox/control/client";
import type { Stack } from "../scripts/stack";
import type { Person } from "./signed-in";

interface Filling {
  rows: number;
  fillSeconds: number;
  /** Until every month was read a second time and found equal. */
  agreeSeconds: number;
}

/** How long the desk's copy of so many transactions takes, through jobs and pages of 100, with Jiko's limits out of the way. */
export async function measureMirror({ admin, stack, transactions }: { admin: Person; stack: Stack; transactions: number }): Promise<Filling> {
  await controlClient(stack.controlUrl!).scale(transactions);
  const headers = { cookie: admin.cookie, origin: admin.url, "countersign-command": "1", "content-type": "application/json" };
  const rebuilt = await fetch(`${admin.url}/api/mirror`, { method: "POST", headers, body: JSON.stringify({ what: "rebuild" }) });
  if (!rebuilt.ok) throw new Error(`The copy was not rebuilt: ${rebuilt.status}`);
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  let fillSeconds: number | null = null;
  for (;;) {
    const { kinds } = (await (await fetch(`${admin.url}/api/mirror`, { headers })).json()) as MirrorState;
    const one = kinds.find(({ kind }) => kind === "transactions")!;
    if (one.filled) fillSeconds ??= seconds();
    if (fillSeconds !== null && one.checks.open === 0 && one.checks.differ === 0) return { rows: one.rows, fillSeconds, agreeSeconds: seconds() };
    await pause(500);
  }
}
