import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { scopes } from "@/sandbox/portal/scopes";
import { idFrom } from "@/sandbox/company/wire";
import { nextId, testApi } from "./testing";

let api: Awaited<ReturnType<typeof testApi>>;
beforeAll(async () => void (api = await testApi()));
afterAll(() => api.close());
beforeEach(() => api.bank.reset());

const all = scopes.join("+");
const admin = (method: string, path: string, body?: unknown) => api.as(`admin.one+${all}`)(method, path, body);
const idOf = (word: string) => idFrom(`application Example Robotics ${word} LLC`);
const at = (id: string, rest = "") => `/api/v2/business-applications/${id}/${rest}`;
const later = (seconds: number) => api.bank.moveTo(new Date(api.bank.now().getTime() + seconds * 1000));
const recordOf = (id: string) => api.bank.state.company.applications.find(({ application }) => application.id === id)!;

async function upload(path: string, file: Partial<{ bytes: string; type: string; name: string; member: string }> = {}): Promise<Response> {
  const { bytes = "%PDF-1.7", type = "application/pdf", name = "letter.pdf", member = "admin.one" } = file;
  return fetch(`${api.url}${path}`, {
    method: "POST",
    body: bytes,
    headers: { authorization: `Bearer ${member}+${all}`, "content-type": type, ...(name ? { "content-disposition": `attachment; filename="${name}"` } : {}) },
  });
}

describe("an application", () => {
  it("goes from draft to customer on the banking clock", async () => {
    const id = idOf("Parts");
    expect(await (await admin("POST", at(id, "apply/"), {})).json()).toMatchObject({ status: "SUBMITTED" });
    later(21);
    expect(recordOf(id).application.status).toBe("PENDING");
    later(20);
    expect(recordOf(id).application.status).toBe("DOCUMENTS_NEEDED");
    const { items } = (await (await admin("GET", at(id, "documents/"))).json()) as { items: { id: string; type: string }[] };
    expect(items.map(({ type }) => type)).toEqual(["EIN_CONFIRMATION", "OPERATING_AGREEMENT"]);
    for (const one of items) expect((await upload(`/api/v2/documents/${one.id}/`)).status).toBe(200);
    later(21);
    expect(recordOf(id).application.status).toBe("MANUAL_REVIEW");
    later(61);
    expect(recordOf(id).application).toMatchObject({ status: "APPROVED", customer_id: expect.any(String) as string });
  });

  it("whose name says so is rejected", async () => {
    const id = idOf("Parts");
    await admin("PATCH", at(id), { name: "Example Rejected LLC" });
    await admin("POST", at(id, "apply/"), {});
    later(45);
    for (const one of recordOf(id).documents) await upload(`/api/v2/documents/${one.id}/`);
    later(90);
    expect(recordOf(id).application).toMatchObject({ status: "REJECTED", customer_id: null, exception_reasons: ["BUSINESS_NOT_SUPPORTED"] });
  });

  it("that lacks something is refused with 422, naming each thing", async () => {
    const answer = await admin("POST", at(idOf("Services"), "apply/"), {});
    const { detail } = (await answer.json()) as { detail: { loc: string[] }[] };
    expect(answer.status).toBe(422);
    expect(detail.map(({ loc }) => loc.join("."))).toEqual(expect.arrayContaining(["body.formation_date", "body.contact", "body.risk_info", "body.related_parties.CONTROL_PERSON"]));
  });

  it("cannot be changed once it was submitted, by nobody but an admin before, and is begun once", async () => {
    expect((await admin("PATCH", at(idOf("Europe")), { name: "Another" })).status).toBe(409);
    expect((await admin("POST", at(idOf("Europe"), "apply/"), {})).status).toBe(409);
    expect((await admin("POST", at(idOf("Europe"), "related-parties/"), {})).status).toBe(409);
    expect((await api.as(`viewer.one+${all}`)("PATCH", at(idOf("Parts")), { name: "Another" })).status).toBe(403);
    const id = nextId();
    expect((await admin("POST", "/api/v2/business-applications/", { id, name: "New LLC" })).status).toBe(201);
    expect((await admin("POST", "/api/v2/business-applications/", { id, name: "New LLC" })).status).toBe(409);
    expect((await admin("GET", at(nextId()))).status).toBe(404);
  });

  it("keeps numbers of people to itself, and what a change leaves out", async () => {
    const path = at(idOf("Parts"), "related-parties/");
    const { items } = (await (await admin("GET", path)).json()) as { items: { id: string; identification_number: object }[] };
    expect(items.map(({ identification_number }) => identification_number)).toMatchObject([{ identification_number: "*****0000" }, { identification_number: "*****0000" }]);
    await admin("PATCH", `${path}${items[0]!.id}/`, { title: "Chair" });
    expect(recordOf(idOf("Parts")).parties[0]).toMatchObject({ title: "Chair", identification_number: { identification_number: "000-00-0000" } });
    expect((await admin("DELETE", `${path}${items[0]!.id}/`)).status).toBe(204);
    expect((await admin("DELETE", `${path}${items[0]!.id}/`)).status).toBe(404);
  });
});

describe("a document", () => {
  const ein = () => `/api/v2/documents/${idFrom("document Example Robotics Leasing LLC EIN_CONFIRMATION")}/`;

  it("that the bank dislikes becomes invalid with a reason, and can be sent again", async () => {
    expect(await (await upload(ein(), { name: "ein-cutoff.pdf" })).json()).toMatchObject({ status: "PENDING_REVIEW", name: "ein-cutoff.pdf" });
    later(21);
    expect(recordOf(idOf("Leasing")).documents[0]).toMatchObject({ status: "INVALID", exception_reason: "IMAGE_QUALITY_ERROR_CUTOFF" });
    expect((await upload(ein(), { name: "ein.pdf" })).status).toBe(200);
    later(21);
    expect(recordOf(idOf("Leasing")).documents[0]).toMatchObject({ status: "APPROVED", exception_reason: null });
    expect((await upload(ein())).status).toBe(412);
  });

  it.each([
    ["of another kind", { type: "text/html" }, 422],
    ["without a name", { name: "" }, 422],
    ["that is empty", { bytes: "" }, 422],
    ["by somebody who is no admin", { member: "approver.one" }, 403],
  ])("%s is refused", async (_, file, status) => {
    expect((await upload(ein(), file)).status).toBe(status);
  });

  it("of a person is at most 5 MB, and its kind is one of the list", async () => {
    expect((await upload("/api/v1/documents/PASSPORT/", { bytes: "x".repeat(5_000_001) })).status).toBe(422);
    expect((await upload("/api/v1/documents/OTHER/", { bytes: "x".repeat(5_000_001) })).status).toBe(200);
    expect((await upload("/api/v1/documents/DIARY/")).status).toBe(422);
    expect(api.bank.state.company.uploads).toMatchObject([{ document_type: "OTHER", size: 5_000_001 }]);
  });
});

describe("notifications", () => {
  it("go to everybody who may sign a request, and to nobody else", async () => {
    const id = nextId();
    const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
    const amount = { type: "REQUESTED_AMOUNT", amount_usdc: 100 };
    const transfer = { id, type: "WIRE", origin_pocket_id: operating, counterparty_id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa", amount };
    expect((await api.as(`admin.one+${all}`)("POST", "/api/v1/transfer-requests/", { transfer, reviewers: [] })).status).toBe(201);
    const told = api.bank.state.company.notifications.filter(({ notification_metadata }) => notification_metadata?.transfer_id === id);
    const names = told.map(({ member_id }) => api.bank.state.company.members.find((one) => one.id === member_id)!.name).sort();
    expect(names).toEqual(["Admin Two", "Approver One", "Approver Three", "Approver Two"]);
    const mine = (await (await api.as(`approver.two+${all}`)("GET", "/api/v1/notifications/?limit=1&status=UNREAD")).json()) as { items: { id: string }[] };
    const path = `/api/v1/notifications/${mine.items[0]!.id}/`;
    expect((await api.as(`approver.one+${all}`)("PATCH", path, { status: "READ" })).status).toBe(404);
    expect(await (await api.as(`approver.two+${all}`)("PATCH", path, { status: "READ" })).json()).toMatchObject({ status: "READ" });
  });
});
