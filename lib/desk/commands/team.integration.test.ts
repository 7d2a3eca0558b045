import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { session as sessions } from "@/lib/db/schema/auth";
import type { TeamMember } from "@/lib/jiko/team";
import { testDatabase } from "@/scripts/database";
import { describeLostAnswers, type Written } from "./testing/lost-answers";
import { openScene, refusal, type Person } from "./testing/scene";
import { teachTeam, type TeamBank } from "./testing/team-bank";

const scene = openScene(testDatabase);
const { run, kinds, work } = scene;

let bank: TeamBank;
let admin: Person;
let self: TeamMember;
let viewer: TeamMember;
let gone: TeamMember;
beforeEach(() => {
  bank = teachTeam(scene.desk.bank);
  admin = scene.desk.session("Admin One", "ADMIN");
  self = bank.addMember({ id: admin.memberId, name: "Admin One", role: "ADMIN" });
  viewer = bank.addMember();
  gone = bank.addMember({ name: "Initiator Three", role: "INITIATOR", status: "INACTIVE" });
});

const invitation = { name: "Approver Four", email: "approver.four@example.com", role: "APPROVER" };
const byAddress = () => [...bank.team.values()].filter(({ email }) => email === invitation.email);

const all: Written[] = [
  ["team.invite", "team.create", () => invitation, () => byAddress().length === 1],
  ["team.changeRole", "team.update", () => ({ memberId: viewer.id, role: "INITIATOR" }), () => viewer.role === "INITIATOR"],
  ["team.deactivate", "team.update", () => ({ memberId: viewer.id }), () => viewer.status === "INACTIVE"],
  ["team.reactivate", "team.update", () => ({ memberId: gone.id }), () => gone.status === "ACTIVE"],
];

describeLostAnswers(scene, all, { who: () => admin, barred: ["INITIATOR", "APPROVER", "VIEWER"] });

describe("an invitation", () => {
  it("counts as done where something on the way sent it twice", async () => {
    scene.desk.bank.faults.set("team.create", "twice");
    expect(await run("team.invite", admin, invitation)).toMatchObject({ state: "done" });
    expect(byAddress()).toHaveLength(1);
  });

  it("is not credited with somebody else's of the same address", async () => {
    scene.desk.bank.onCall = (operation) => {
      if (operation === "team.create" && byAddress().length === 0) bank.addMember({ ...invitation, name: "Approver Four B", role: "ADMIN" } as never);
    };
    const error = await refusal(run("team.invite", admin, invitation));
    expect(error).toMatchObject({ code: "conflict" });
    expect(error.message).toContain("Approver Four B");
    expect(await kinds()).toEqual(["intent team.invite", "outcome team.invite refused"]);
  });

  it.each([
    ["no name", { name: " " }, "name"],
    ["an address that is none", { email: "approver" }, "email"],
    ["a role that nobody knows", { role: "OWNER" }, "role"],
  ])("names the field with %s, and reads nothing for it", async (_, change, field) => {
    const error = await refusal(run("team.invite", admin, { ...invitation, ...change }));
    expect(error.fields.map((one) => one.field)).toEqual([field]);
    expect(scene.desk.bank.calls).toEqual([]);
  });

  it("says whose the address is", async () => {
    const error = await refusal(run("team.invite", admin, { ...invitation, email: gone.email.toUpperCase() }));
    expect(error.fields).toEqual([{ field: "email", message: "Initiator Three is on the team, inactive, already with this address." }]);
    expect(scene.desk.bank.writes()).toEqual([]);
  });
});

describe("a change", () => {
  it("keeps the last active admin, whoever asks", async () => {
    for (const [name, input] of [
      ["team.deactivate", { memberId: self.id }],
      ["team.changeRole", { memberId: self.id, role: "VIEWER" }],
    ] as const) {
      expect((await refusal(run(name, admin, input))).message).toContain("last active admin");
    }
    expect(scene.desk.bank.writes()).toEqual([]);
    bank.addMember({ role: "ADMIN" });
    expect(await run("team.changeRole", admin, { memberId: self.id, role: "VIEWER" })).toMatchObject({ state: "done" });
  });

  it("of nobody, to what is so already, and of an invitation that was never accepted, is refused", async () => {
    const waiting = bank.addMember({ status: "INVITED" });
    expect((await refusal(run("team.deactivate", admin, { memberId: randomUUID() }))).code).toBe("not_found");
    expect((await refusal(run("team.changeRole", admin, { memberId: viewer.id, role: "VIEWER" }))).code).toBe("conflict");
    expect((await refusal(run("team.reactivate", admin, { memberId: waiting.id }))).code).toBe("conflict");
    expect((await refusal(run("team.changeRole", admin, { memberId: "../team", role: "VIEWER" }))).fields[0]!.field).toBe("memberId");
  });
});

describe("sessions here", () => {
  const open = async (memberId: string, role = "VIEWER") => {
    const id = randomUUID();
    const { customerId } = admin;
    const at = new Date();
    await db().insert(sessions).values({
      id, tokenHash: id, browserHash: id, subject: memberId, memberId, customerId, customerName: "Example", name: "Viewer One", email: "",
      role, roleReason: null, scopes: ["pockets.read"], createdAt: at, lastActiveAt: at, expiresAt: new Date(at.getTime() + 3_600_000),
    });
    return id;
  };
  const left = async (id: string) => (await db().select().from(sessions).where(eq(sessions.id, id)))[0];

  it("of a member who is deactivated end at once, all of them and nobody else's, also where the answer was lost", async () => {
    for (const fault of [null, "drop-after"] as const) {
      viewer.status = "ACTIVE";
      const [one, two, other] = [await open(viewer.id), await open(viewer.id), await open(self.id)];
      if (fault) scene.desk.bank.faults.set("team.update", fault);
      await run("team.deactivate", admin, { memberId: viewer.id });
      await work();
      expect([await left(one), await left(two)]).toEqual([undefined, undefined]);
      expect(await left(other)).toBeDefined();
      expect((await kinds()).filter((kind) => kind === "event session.ended")).toHaveLength(fault ? 4 : 2);
    }
    const ended = (await scene.desk.record()).find(({ action }) => action === "session.ended")!;
    expect(ended.details).toMatchObject({ reason: "deactivated" });
  });

  it("have a new role at once", async () => {
    const id = await open(viewer.id);
    await run("team.changeRole", admin, { memberId: viewer.id, role: "APPROVER" });
    expect(await left(id)).toMatchObject({ role: "APPROVER", roleReason: null });
    expect(await kinds()).toContain("event session.roleChanged");
  });
});
