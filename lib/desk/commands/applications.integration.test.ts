import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { emptySteps, stepBody } from "@/lib/forms/application";
import { partyBody } from "@/lib/forms/related-party";
import type { Application, RelatedParty } from "@/lib/jiko/applications";
import { testDatabase } from "@/scripts/database";
import { reconcile } from "./jobs";
import { person, teachApplications } from "./testing/applications-bank";
import { describeLostAnswers, type Written } from "./testing/lost-answers";
import { openScene, refusal, type Person } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, work, later } = scene;

let bank: ReturnType<typeof teachApplications>;
let admin: Person;
let application: Application;
beforeEach(() => {
  bank = teachApplications(scene.desk.bank);
  admin = scene.desk.session("Admin One", "ADMIN");
  for (let i = 0; i < 3; i++) application = bank.addApplication({ name: `Example ${i} LLC` });
});

const business = { ...emptySteps.business, name: "Example Robotics LLC", entityType: "LLC", idNumber: "12-3456789", formationDate: "2019-04-01" };
const save = (step: string, values: object) => ({ applicationId: application.id, step, values });
const people = () => bank.parties.get(application.id)!;
const newId = randomUUID();

async function withPerson(): Promise<string> {
  await run("relatedParty.add", admin, { applicationId: application.id, values: person });
  return people()[0]!.id;
}

/** Everything that an application needs by itself. */
const complete = {
  ...stepBody("business", business, ""),
  address: partyBody(person).address,
  contact: { name: partyBody(person).name, phone_number: "+16145550100", email: "one@example.com" },
  risk_info: {
    risk_categories: [], company_mission: "Robots.", has_current_enforcement_actions: false, primary_regulator: null, business_activity_location: "PRIMARILY_US",
    source_of_funds: "INTERNAL_FUNDS", account_usage: "MONEY_STORAGE", annual_revenue: "5M_OR_LESS", monthly_transactions: "5_OR_LESS", first_month_deposit: "1M_OR_LESS",
  },
  industry: { industry: "HARDWARE", other_industry: null },
  agreement_consent: { version: "1.4.0", timestamp: "2026-06-15T14:00:00Z" },
};

const all: Written[] = [
  [
    "application.start",
    "applications.create",
    () => ({ id: newId, name: "Example Leasing LLC", entityType: "LLC" }),
    () => bank.applications.get(newId)?.name === "Example Leasing LLC",
  ],
  [
    "application.save",
    "applications.update",
    () => save("business", business),
    () => application.identification_number?.identification_number === "12-3456789" && application.entity_type === "LLC",
  ],
  [
    "application.apply",
    "applications.apply",
    () => {
      Object.assign(application, complete);
      people().push(...["CONTROL_PERSON", "AUTHORIZED_REPRESENTATIVE"].map((role) => ({ id: randomUUID(), ...partyBody({ ...person, roles: [role], share: "" }) }) as RelatedParty));
      return { applicationId: application.id };
    },
    () => application.status === "SUBMITTED",
  ],
  [
    "relatedParty.add",
    "relatedParties.create",
    () => ({ applicationId: application.id, values: person }),
    () => people().length === 1 && people()[0]!.ownership_percentage === "0.51",
  ],
  [
    "relatedParty.change",
    "relatedParties.update",
    async () => ({ applicationId: application.id, partyId: await withPerson(), values: { ...person, share: "12.5", idNumber: "", dateOfBirth: "" } }),
    () => people()[0]!.ownership_percentage === "0.125" && people()[0]!.date_of_birth === "1980-01-31",
  ],
  [
    "relatedParty.remove",
    "relatedParties.delete",
    async () => ({ applicationId: application.id, partyId: await withPerson() }),
    () => people().length === 0,
  ],
];
describeLostAnswers(scene, all, { who: () => admin, barred: ["INITIATOR", "APPROVER", "VIEWER"] });

let notification: ReturnType<typeof bank.addNotification>;
const marking: Written[] = [
  [
    "notification.mark",
    "notifications.update",
    () => {
      notification = bank.addNotification();
      return { ids: [notification.id], status: "READ" };
    },
    () => notification.status === "READ",
  ],
];
describeLostAnswers(scene, marking, { who: () => admin, barred: [] });

describe("nothing that names a person or company waits in the record", () => {
  it("neither numbers nor birthdays, in intents, jobs or entries", async () => {
    scene.desk.bank.faults.set("applications.update", "drop-before");
    scene.desk.bank.faults.set("relatedParties.create", "drop-before");
    await run("application.save", admin, save("business", business));
    await run("relatedParty.add", admin, { applicationId: application.id, values: person });
    const kept = JSON.stringify([await scene.desk.record(), await scene.desk.jobs()]);
    for (const secret of ["3456789", "6789", "123-45", "1980-01-31"]) expect(kept).not.toContain(secret);
  });
});

describe("only the member's own sign-in is asked what became of it", () => {
  it("because Jiko lists applications and notifications by person", async () => {
    scene.desk.bank.faults.set("applications.create", "drop-after");
    await run("application.start", admin, { id: randomUUID(), name: "Example Leasing LLC", entityType: "LLC" });
    const [job] = await scene.desk.jobs();
    const asked: (string | undefined)[] = [];
    await reconcile({ kind: job!.kind, key: job!.key, payload: job!.payload as never, attempts: 0 }, async (_, __, memberId) => {
      asked.push(memberId);
      return null;
    });
    expect(asked).toEqual([admin.memberId]);
  });
});

describe("what cannot work is refused beforehand", () => {
  it("fields by their names", async () => {
    const error = await refusal(run("application.save", admin, save("business", { ...business, name: " ", idNumber: "12", formationDate: "2031-01-01" })));
    expect(error).toMatchObject({ code: "invalid_input" });
    expect(error.fields.map(({ field }) => field)).toEqual(["name", "idNumber", "formationDate"]);
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("a change of what was submitted", async () => {
    application.status = "SUBMITTED";
    expect(await refusal(run("application.save", admin, save("business", business)))).toMatchObject({ code: "conflict" });
    expect(await refusal(run("relatedParty.add", admin, { applicationId: application.id, values: person }))).toMatchObject({ code: "conflict" });
    expect(await refusal(run("application.apply", admin, { applicationId: application.id }))).toMatchObject({ code: "conflict" });
  });

  it("shares of more than the whole", async () => {
    await withPerson();
    const error = await refusal(run("relatedParty.add", admin, { applicationId: application.id, values: { ...person, share: "49.0001" } }));
    expect(error.fields).toMatchObject([{ field: "share" }]);
    expect(await run("relatedParty.add", admin, { applicationId: application.id, values: { ...person, share: "49" } })).toMatchObject({ state: "done" });
  });

  it("consent to an agreement that is not in force", async () => {
    expect(await refusal(run("application.save", admin, save("agreement", { version: "1.3.0" })))).toMatchObject({ code: "conflict" });
    expect(await run("application.save", admin, save("agreement", { version: "1.4.0" }))).toMatchObject({ state: "done" });
    expect(application.agreement_consent).toMatchObject({ version: "1.4.0" });
  });

  it("applying with what is not complete, naming the steps", async () => {
    const error = await refusal(run("application.apply", admin, { applicationId: application.id }));
    expect(error).toMatchObject({ code: "invalid_input" });
    expect([...new Set(error.fields.map(({ field }) => field))]).toEqual(["business", "address", "contact", "risk", "industry", "agreement", "people"]);
  });
});

describe("marking several notifications", () => {
  it("marks all, and one that is refused in their middle is looked up", async () => {
    const ids = [1, 2, 3].map(() => bank.addNotification().id);
    scene.desk.bank.onCall = (operation) => {
      if (operation === "notifications.update" && scene.desk.bank.writes().length === 2) scene.desk.bank.faults.set(operation, "rate-limit");
    };
    const commandId = randomUUID();
    expect(await run("notification.mark", admin, { ids, status: "READ" }, commandId)).toMatchObject({ state: "unknown" });
    expect(bank.notifications.map(({ status }) => status)).toEqual(["READ", "READ", "UNREAD"]);
    scene.desk.bank.onCall = () => undefined;
    for (const seconds of [10, 30, 2]) {
      later(seconds);
      await work();
    }
    expect(await outcome(admin, commandId)).toMatchObject({ state: "not_done" });
    expect(await run("notification.mark", admin, { ids, status: "READ" })).toMatchObject({ state: "done", result: { marked: 3 } });
  });
});
