import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { testDatabase } from "@/scripts/database";
import { deskCommands } from "../commands";
import { openScene, type Person } from "../commands/testing/scene";
import { runDeskCommand } from "../desk-command";
import { passkeyRevoked, passkeyWaits, policyWaits } from "./desk-words";
import { messagesPage, unreadMessages } from "./list";
import { tell } from "./tell";
import { announced } from "./testing-announced";

const scene = openScene(testDatabase);
const told = (who: Person, once: string, changes: Partial<Parameters<typeof tell>[1]> = {}) =>
  db().transaction((tx) =>
    tell(tx, {
      customerId: who.customerId, to: [{ memberId: who.memberId, email: who.email }], kind: "request.rejected", subjectId: randomUUID(), once,
      title: "Rejected", text: "Somebody rejected it.", urgent: false, ...changes,
    }),
  );
const run = (name: string, who: Person, input: unknown) => runDeskCommand(deskCommands.get(name)!, who, { commandId: randomUUID(), input });

describe("one's own messages", () => {
  it("are one's own alone, newest first, page by page", async () => {
    for (let i = 0; i < 60; i++) {
      scene.later(i % 3);
      await told(scene.approver, `thing ${i}`, { title: String(i) });
    }
    await told(scene.initiator, "of somebody else");
    const first = await messagesPage(scene.approver, null);
    const second = await messagesPage(scene.approver, first.older);
    expect([first.items.length, second.items.length, second.older]).toEqual([50, 10, null]);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(60);
    expect(first.items[0]).toMatchObject({ title: "59", read: false, href: expect.stringMatching(/^\/approvals\//), mail: null });
    expect((await messagesPage(scene.approver, "nonsense")).items[0]!.title).toBe("59");
  });

  it("are marked as read and unread, those of others are left", async () => {
    await told(scene.approver, "mine");
    await told(scene.initiator, "theirs");
    const rows = await db().select().from(message).where(eq(message.customerId, scene.desk.customerId));
    const ids = rows.map(({ id }) => id);
    expect(await run("message.read", scene.approver, { ids, read: true })).toMatchObject({ state: "done", result: { marked: 1 } });
    expect([await unreadMessages(scene.approver), await unreadMessages(scene.initiator)]).toEqual([{ count: 0 }, { count: 1 }]);
    await run("message.read", scene.approver, { ids, read: false });
    expect(await unreadMessages(scene.approver)).toEqual({ count: 1 });
  });
});

describe("what people do at the desk", () => {
  it("is told with it: a freeze, who asks to lift it, and that it is lifted; nothing of what was refused", async () => {
    const { result } = (await run("desk.freeze", scene.approver, { reason: "A stolen laptop" })) as { result: { id: string } };
    await expect(run("desk.freeze", scene.approver, { reason: "Again" })).rejects.toThrow();
    await run("desk.unfreeze", scene.approver, result);
    await run("desk.unfreeze", scene.desk.session("Admin One", "ADMIN"), result);
    expect(await announced(scene.desk.customerId)).toMatchObject([
      { kind: "desk.frozen", urgent: true, title: "The desk is frozen by Approver One", to: { except: [scene.approver.memberId] } },
      { kind: "desk.lifting", title: "Approver One asks to lift the freeze" },
      { kind: "desk.lifted", title: "The freeze is lifted" },
    ]);
  });

  it("is said in words that say whom it concerns", () => {
    const by = { memberId: "A", name: "Admin One" };
    expect(passkeyRevoked("1", "Laptop", "B", by)).toMatchObject({ to: { members: ["b"] }, text: expect.stringContaining("Admin One revoked it.") });
    expect(passkeyRevoked("1", "Laptop", "a", by).text).toContain("You revoked it.");
    for (const one of [passkeyWaits("1", by), policyWaits(2, by)]) expect(one).toMatchObject({ urgent: true, channel: true, to: { except: ["a"] } });
  });
});
