import type { Page } from "@playwright/test";
import type { MirrorState } from "../../lib/desk/mirror/types";
import { appUrl, expect } from "./test";

/** Has the desk drop its copy of Jiko's lists and waits until it is read again and agrees with them. `admin` is a page of an administrator. */
export async function fillMirror(admin: Page): Promise<void> {
  const headers = { "countersign-command": "1", origin: appUrl() };
  const asked = await admin.request.post("/api/mirror", { data: { what: "rebuild" }, headers });
  expect(asked.status()).toBe(200);
  await expect
    .poll(
      async () => {
        const { kinds } = (await (await admin.request.get("/api/mirror")).json()) as MirrorState;
        return kinds.filter((one) => !one.filled || one.checks.open > 0 || one.checks.differ > 0).map((one) => one.kind);
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
}
