import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import type { TeamMember } from "@/lib/jiko/team";
import { testDatabase } from "@/scripts/database";
import { FakeBank } from "../commands/testing/fake-bank";
import { openDesk } from "../commands/testing/desk";
import { teachTeam } from "../commands/testing/team-bank";
import { announce, spread } from "./announce";
import { deliver } from "./deliver";
import { mailKind, tell, webhookKind } from "./tell";
import { channelServer, MailServer } from "./testing";
import { announcements } from "./testing-announced";
import type { Telling } from "./types";

const mail = new MailServer();
let channel: Awaited<ReturnType<typeof channelServer>>;
let close: () => Promise<void>;
let customerId: string;

beforeAll(async () => {
  await mail.start();
  channel = await channelServer();
  const outgoing = { SMTP_URL: mail.url, SMTP_FROM: "Countersign <treasury@example.com>", MESSAGES_WEBHOOK_URL: channel.url };
  Object.assign(process.env, outgoing);
  close = await openDesk(await testDatabase());
});
afterAll(async () => {
  await close();
  await mail.stop();
  await channel.stop();
});
beforeEach(() => {
  customerId = randomUUID();
  Object.assign(mail, { mails: [], refuse: () => null });
  Object.assign(channel, { posts: [], status: 200 });
});

const subjectId = randomUUID();
const said = { kind: "request.rejected", subjectId, once: "request.rejected 1", title: "Rejected: Wire of $1.00", text: "Approver One rejected it.", urgent: false };
const person = (email: string | null = "initiator.one@example.com") => ({ memberId: randomUUID(), email });
const telling = (changes: Partial<Parameters<typeof tell>[1]> = {}) =>
  db().transaction((tx) => tell(tx, { ...said, customerId, to: [person()], ...changes }));
const rows = () => db().select().from(message).where(eq(message.customerId, customerId)).orderBy(asc(message.at));
const waiting = async (kind: string) => {
  const ids = (await rows()).map(({ id }) => id);
  return (await db().select().from(job).where(eq(job.kind, kind))).filter(({ key }) => ids.includes(key));
};
/** As if a message were so old. */
const age = (id: string, hours: number) =>
  db()
    .update(message)
    .set({ at: new Date(Date.now() - hours * 3600_000) })
    .where(and(eq(message.customerId, customerId), eq(message.id, id)));

describe("telling", () => {
  it("tells each once, however often it is found and by how many at the same moment", async () => {
    const to = [person(), person("approver.one@example.com")];
    await Promise.all(Array.from({ length: 5 }, () => telling({ to })));
    await telling({ to: [...to, person("approver.two@example.com")] });
    expect((await rows()).map(({ email }) => email).sort()).toEqual(["approver.one@example.com", "approver.two@example.com", "initiator.one@example.com"]);
    expect(await waiting(mailKind)).toHaveLength(3);
    await Promise.all([telling({ to: "channel" }), telling({ to: "channel" })]);
    expect(await waiting(webhookKind)).toHaveLength(1);
  });

  it("leaves neither message nor mail behind where what it tells of was not committed", async () => {
    const failing = db().transaction(async (tx) => {
      await tell(tx, { ...said, customerId, to: [person()] });
      throw new Error("later");
    });
    await expect(failing).rejects.toThrow("later");
    expect(await rows()).toEqual([]);
  });

  it("plans no mail for whom Jiko knows no address of", async () => {
    await telling({ to: [person(null)] });
    expect([(await rows()).length, await waiting(mailKind)]).toEqual([1, []]);
  });
});

describe("mail", () => {
  it("goes to one member, with the address of the page and nothing that decides", async () => {
    await telling({ title: "Rejected\r\nBcc: other@example.com", urgent: true });
    const id = (await rows())[0]!.id;
    expect(await deliver(id)).toBe("done");
    const [sent] = mail.mails;
    expect(sent).toMatchObject({ from: "treasury@example.com", to: ["initiator.one@example.com"] });
    expect(sent!.raw).toContain("Subject: Rejected Bcc: other@example.com\r\n");
    expect(sent!.raw).not.toMatch(/^Bcc:/m);
    expect(sent!.raw).toContain(`Message-ID: <${id}@localhost>`);
    expect(sent!.raw).toMatch(/X-Priority: 1/);
    expect([...sent!.raw.replaceAll("=\r\n", "").matchAll(/https?:\/\/\S+/g)].map(([url]) => url)).toEqual([`http://localhost:3000/approvals/${subjectId}`]);
    expect(await rows()).toMatchObject([{ sentAt: expect.any(Date), problem: null }]);
    expect([await deliver(id), mail.mails.length]).toEqual(["done", 1]);
  });

  it("is tried again while the server is down, later each time, and given up after a day", async () => {
    await telling();
    const id = (await rows())[0]!.id;
    await mail.stop();
    const soon = (await deliver(id)) as Date;
    expect(soon.getTime() - Date.now()).toBeLessThan(11_000);
    expect(await rows()).toMatchObject([{ sentAt: null, problem: "The mail server cannot be reached or broke off." }]);
    await age(id, 0.5);
    expect(((await deliver(id)) as Date).getTime() - Date.now()).toBeGreaterThan(25 * 60_000);
    await mail.start();
    expect(await deliver(id)).toBe("done");
    expect([mail.mails.length, (await rows())[0]!.problem]).toEqual([1, null]);

    await telling({ once: "another" });
    const other = (await rows()).find(({ sentAt }) => !sentAt)!;
    await mail.stop();
    await age(other.id, 25);
    expect(await deliver(other.id)).toBe("done");
    await mail.start();
  });

  it("to an address that is refused is a problem of that message, without the address; a mailbox that is busy is tried again", async () => {
    mail.refuse = () => 550;
    await telling();
    const id = (await rows())[0]!.id;
    expect(await deliver(id)).toBe("done");
    expect(await rows()).toMatchObject([{ sentAt: null, problem: "The mail server does not take this recipient (550)." }]);
    mail.refuse = () => 451;
    await telling({ once: "another" });
    const other = (await rows()).find(({ once }) => once === "another")!;
    expect(await deliver(other.id)).toBeInstanceOf(Date);
    expect(mail.mails).toEqual([]);
  });

  it("is sent a second time under the same Message-ID where the process died before it could note the first", async () => {
    await telling();
    const id = (await rows())[0]!.id;
    await deliver(id);
    await db().update(message).set({ sentAt: null }).where(eq(message.id, id));
    await deliver(id);
    const ids = mail.mails.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)![1]!.trim());
    expect(ids).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
  });
});

describe("the channel", () => {
  it("hears it with what is written by others as plain text", async () => {
    await telling({ to: "channel", title: "Filed: Wire to <!channel> & Co" });
    const id = (await rows())[0]!.id;
    expect(await deliver(id)).toBe("done");
    expect(channel.posts).toEqual([{ text: `*Filed: Wire to &lt;!channel&gt; &amp; Co*\nApprover One rejected it.\nhttp://localhost:3000/approvals/${subjectId}` }]);
  });

  it("is tried again when it is busy, not when it is gone", async () => {
    await telling({ to: "channel" });
    const id = (await rows())[0]!.id;
    channel.status = 503;
    expect(await deliver(id)).toBeInstanceOf(Date);
    channel.status = 404;
    expect(await deliver(id)).toBe("done");
    expect(await rows()).toMatchObject([{ sentAt: null, problem: "The channel's webhook answered 404." }]);
  });
});

describe("announcing", () => {
  const bank = new FakeBank();
  const { team, addMember } = teachTeam(bank);
  const reader = bank.as({ member_id: randomUUID(), name: "Viewer One", email: "viewer.one@example.com" });
  const alarm: Telling = { ...said, to: { roles: ["APPROVER", "ADMIN"] }, channel: true, urgent: true };
  const spreadAll = async (client: typeof reader | null = reader) => {
    for (const one of await announcements(customerId)) await spread(one, async () => client);
  };

  it("reads the team when it tells, waits while nobody can, and tells the channel at once", async () => {
    team.clear();
    const approver = addMember({ role: "APPROVER", email: "approver.one@example.com" });
    addMember({ role: "INITIATOR" });
    addMember({ role: "ADMIN", status: "INACTIVE" });
    await db().transaction((tx) => announce(tx, customerId, [alarm]));
    expect((await rows()).map(({ memberId }) => memberId)).toEqual([null]);
    await spreadAll(null);
    expect(await rows()).toHaveLength(1);
    await spreadAll();
    await spreadAll();
    expect((await rows()).filter(({ memberId }) => memberId)).toMatchObject([{ memberId: approver.id, email: "approver.one@example.com", urgent: true }]);
    const plannedBefore = (await announcements(customerId)).length;
    await db().transaction((tx) => announce(tx, customerId, [alarm]));
    expect((await announcements(customerId)).length).toBe(plannedBefore);
  });

  it("reads the whole team", async () => {
    team.clear();
    const many: TeamMember[] = Array.from({ length: 5 }, () => addMember({ role: "APPROVER" }));
    await db().transaction((tx) => announce(tx, customerId, [{ ...alarm, channel: false }]));
    await spreadAll();
    expect((await rows()).map(({ memberId }) => memberId).sort()).toEqual(many.map(({ id }) => id).sort());
  });
});
