import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testApi } from "./testing";

let kit: Awaited<ReturnType<typeof testApi>>;
const out: string[] = [];
beforeAll(async () => {
  kit = await testApi();
  kit.bank.signOut = (id) => void out.push(id);
});
afterAll(() => kit.close());

const ask = async (who: string, method: string, path: string, body?: unknown) => {
  const answer = await kit.as(who)(method, path, body);
  return { status: answer.status, body: (await answer.json()) as { id: string; status: string; detail: unknown } };
};
const patch = (who: string, id: string, body: object) => ask(who, "PATCH", `/api/v1/team/${id}/`, body);
const log = async (query = "") => {
  const answer = await kit.as("viewer.one")("GET", `/api/v1/team/audit-logs.csv${query}`);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  return parse(await answer.text(), { columns: true }) as Record<string, string>[];
};

describe("the team", () => {
  it("is managed by an active admin alone", async () => {
    const invitation = { name: "Viewer Three", email: "viewer.three@example.com", role: "VIEWER" };
    expect((await ask("initiator.one", "POST", "/api/v1/team/", invitation)).status).toBe(403);
    expect((await patch("approver.one", kit.member("viewer.one").id, { role: "ADMIN" })).status).toBe(403);
    expect((await ask("admin.one", "POST", "/api/v1/team/", { ...invitation, email: "VIEWER.ONE@example.com" })).status).toBe(409);
    expect((await ask("admin.one", "POST", "/api/v1/team/", { ...invitation, email: "nobody" })).status).toBe(422);
    const made = await ask("admin.one", "POST", "/api/v1/team/", invitation);
    expect(made).toMatchObject({ status: 201, body: { status: "INVITED" } });
    expect((await ask("viewer.one", "GET", `/api/v1/team/${made.body.id}/`)).body).toMatchObject(invitation);
    expect((await patch("admin.one", made.body.id, { status: "ACTIVE" })).status).toBe(409);
    expect((await patch("admin.one", made.body.id, {})).status).toBe(422);
  });

  it("keeps its last active admin, and signs out whoever is deactivated", async () => {
    const [one, two] = [kit.member("admin.one").id, kit.member("admin.two").id];
    expect((await patch("admin.one", two, { status: "INACTIVE" })).status).toBe(200);
    expect(out).toEqual([two]);
    expect(kit.bank.state.company.memberships.find(({ member_id }) => member_id === two)!.status).toBe("INACTIVE");
    for (const change of [{ status: "INACTIVE" }, { role: "VIEWER" }]) expect((await patch("admin.one", one, change)).status).toBe(409);
    expect((await patch("admin.one", two, { status: "ACTIVE" })).status).toBe(200);
    expect((await patch("admin.one", one, { role: "VIEWER" })).status).toBe(200);
    expect((await patch("admin.two", one, { role: "ADMIN" })).status).toBe(200);
  });
});

describe("the audit log of the team", () => {
  it("has a history, and every write since", async () => {
    const rows = await log();
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.map(({ timestamp }) => timestamp)).toEqual(rows.map(({ timestamp }) => timestamp).toSorted());
    const today = await log(`?timestamp_from=${kit.bank.now().toISOString().slice(0, 10)}T13:59:00Z`);
    expect(today.map(({ action, member_email }) => `${member_email} ${action}`)).toEqual(
      expect.arrayContaining(["admin.one@example.com team.create", "admin.two@example.com team.update"]),
    );
    expect(today.every(({ ip_address }) => ip_address!.startsWith("198.51.100."))).toBe(true);
  });

  it("is filtered by member and by time, both ends included", async () => {
    const [first] = await log();
    const only = await log(`?member_id=${first!.member_id}&timestamp_from=${first!.timestamp}&timestamp_to=${first!.timestamp}`);
    expect(only).toContainEqual(first);
    expect(only.every(({ timestamp, member_id }) => timestamp === first!.timestamp && member_id === first!.member_id)).toBe(true);
    expect((await kit.as("viewer.one")("GET", "/api/v1/team/audit-logs.csv?timestamp_from=yesterday")).status).toBe(422);
  });
});
