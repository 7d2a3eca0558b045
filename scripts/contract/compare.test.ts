import { describe, expect, it } from "vitest";
import { contract } from "@/lib/jiko/contract";
import type { AnyOperation } from "@/lib/jiko/operation";
import { compareAll } from "./compare";
import { describeOurs, describeTheirs, type Described } from "./describe";
import { listByProvenance, report } from "./print";
import { openApiOf, type OpenApi } from "./testing/openapi";

const ours = contract.map(describeOurs);
const against = (document: OpenApi) => compareAll(ours, describeTheirs(JSON.parse(JSON.stringify(document))));
const pocketsPath = "/api/v2/pockets/";

/** The differences by operation, as `id: difference`. */
function differences(document: OpenApi): string[] {
  return against(document).compared.flatMap(({ verdict }, i) => (verdict ? verdict.differences : ["missing"]).map((one) => `${contract[i]!.id}: ${one}`));
}

/** What lies at a path of keys, to be changed in place. */
const at = (document: unknown, ...keys: string[]): Record<string, never> =>
  keys.reduce((inner, key) => (inner as Record<string, never>)[key]!, document as Record<string, never>);
const answerOf = (document: OpenApi, id: string, ...keys: string[]) => at(document.components.schemas, id.replace(".", "_"), ...keys) as Record<string, unknown>;
const rename = (schema: Record<string, unknown>, from: string, to: string) => {
  schema[to] = schema[from];
  delete schema[from];
};

describe("the contract against an OpenAPI file", () => {
  it("made from it is the same in every operation", () => {
    expect(differences(openApiOf())).toEqual([]);
    expect(against(openApiOf()).onlyTheirs).toEqual([]);
  });

  it("finds one renamed field, one new value, one missing path and one changed path, and nothing else", () => {
    const document = openApiOf();
    const pocket = answerOf(document, "pockets.get", "properties") as Record<string, unknown>;
    rename(pocket, "pocket_name", "name");
    const required = answerOf(document, "pockets.get").required as string[];
    required[required.indexOf("pocket_name")] = "name";
    const report = at(answerOf(document, "reports.get"), "properties", "status") as { anyOf?: { enum?: string[] }[] };
    report.anyOf![0]!.enum!.push("EXPIRED");
    delete document.paths["/api/v1/statements/"];
    rename(document.paths, "/api/v1/wires/", "/api/v2/wires/");
    expect(differences(document)).toEqual([
      "pockets.get: answer pocket_name: not in the file, which has name instead",
      "reports.get: answer status: the file also has EXPIRED",
      "statements.list: missing",
      "wires.list: path: /api/v1/wires/ here, /api/v2/wires/ in the file",
    ]);
    const others = contract.length - 4;
    const { text, unequal } = told(document);
    expect(unequal).toBe(4);
    expect(text).toContain(`${others} same, 3 differ, 1 missing in the file, 0 only in the file`);
    expect(text).toMatch(/differs {2}GET {4}\/api\/v1\/wires\/\n +- path: /);
  });

  it.each<[string, (document: OpenApi) => void, string]>([
    ["another success", (d) => rename(at(d.paths, pocketsPath, "post", "responses"), "201", "200"), "pockets.create: success: 201 here, 200 in the file"],
    ["another method", (d) => rename(d.paths["/api/v1/notifications/{notification_id}/"]!, "patch", "put"), "notifications.update: method: PATCH here, PUT in the file"],
    ["another scope", (d) => Object.assign(at(d.paths, pocketsPath, "get"), { security: [{ CodeBearer: ["accounts.read"] }] }), "pockets.list: scope: pockets.read here, accounts.read in the file"],
    [
      "another type",
      (d) => Object.assign(answerOf(d, "pockets.get", "properties", "pocket_name"), { type: "integer" }),
      "pockets.get: answer pocket_name: string here, integer in the file",
    ],
    [
      "a date in place of an instant",
      (d) => Object.assign(answerOf(d, "reports.get", "properties", "created_at"), { format: "date" }),
      "reports.get: answer created_at: form date-time here, date in the file",
    ],
    [
      "a field that may be absent",
      (d) => void (answerOf(d, "pockets.get").required = (answerOf(d, "pockets.get").required as string[]).filter((one) => one !== "status")),
      "pockets.get: answer status: required here, optional in the file",
    ],
    [
      "a field that must be sent",
      (d) => {
        const body = at(d.paths, "/api/v1/report-requests/", "post", "requestBody", "content", "application/json", "schema") as Record<string, unknown>;
        Object.assign(body.properties as object, { reason: { type: "string" } });
        (body.required as string[]).push("reason");
      },
      "reports.create: body reason: required in the file, not known here",
    ],
    [
      "a parameter that has another name",
      (d) => {
        const parameters = at(d.paths, "/api/v1/trades/", "get").parameters as unknown as { name: string }[];
        parameters.find(({ name }) => name === "account[]")!.name = "pocket[]";
      },
      "trades.list: query account[]: not in the file, which has pocket[] instead",
    ],
    [
      "a header that a call must bring",
      (d) => (at(d.paths, pocketsPath, "get").parameters as unknown as unknown[]).push({ name: "X-Customer", in: "header", required: true }),
      "pockets.list: header x-customer: required in the file",
    ],
  ])("tells of %s", (_, doctor, difference) => {
    const document = openApiOf();
    doctor(document);
    expect(differences(document)).toEqual([difference]);
  });

  it("says what the file has beyond the contract, without calling it a difference", () => {
    const document = openApiOf();
    Object.assign(answerOf(document, "pockets.get", "properties"), { colour: { type: "string" } });
    document.paths["/api/v1/cards/"] = { get: { operationId: "cards", responses: { 200: {} } } };
    const { compared, onlyTheirs } = against(document);
    expect(compared.flatMap(({ verdict }) => verdict!.notes)).toEqual(["answer colour: only in the file"]);
    expect(onlyTheirs.map(({ path }) => path)).toEqual(["/api/v1/cards/"]);
  });
});

const told = (document: OpenApi) => report(against(document), false);

describe("an OpenAPI file of another hand", () => {
  const pocket = contract.find(({ id }) => id === "pockets.get")!;
  const one = (schema: unknown, schemas: Record<string, unknown> = {}): Described =>
    describeTheirs({
      openapi: "3.0.3",
      paths: { [pocket.path]: { parameters: [{ $ref: "#/components/parameters/id" }], get: { responses: { 200: { content: { "application/json": { schema } } } } } } },
      components: { schemas, parameters: { id: { name: "pocket_id", in: "path", required: true } } },
    })[0]!;

  it("is read with references, parts, variants and null in the way of 3.0", () => {
    const { answer } = one(
      { allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object", required: ["kind"], properties: { kind: { type: "string", enum: ["A"] } } }] },
      {
        Base: { type: "object", required: ["id"], properties: { id: { type: "string", nullable: true }, more: { oneOf: [{ $ref: "#/components/schemas/Base" }, { type: "string" }] } } },
      },
    );
    expect(answer!.get("id")).toMatchObject({ nullable: true, required: true, types: new Set(["string"]) });
    expect(answer!.get("kind")!.values).toEqual(new Set(["A"]));
    expect(answer!.get("more")!.types).toEqual(new Set(["object", "string"]));
    // What refers to itself ends somewhere.
    expect(answer!.get("more.id")).toMatchObject({ required: false });
  });

  it("is refused where it is none, or not whole", () => {
    expect(() => describeTheirs({ swagger: "2.0" })).toThrow("no OpenAPI 3 file");
    expect(() => one({ $ref: "other.yaml#/Pocket" })).toThrow("Bundle it into one file");
  });
});

it("lists every operation once, by where it comes from", () => {
  const text = listByProvenance(contract);
  for (const { id } of contract as readonly AnyOperation[]) expect(text.split(` ${id} `).length, id).toBe(2);
  for (const mark of ["documented", "related", "assumed"]) {
    const count = contract.filter(({ provenance }) => provenance.operation === mark).length;
    expect(text).toContain(`${mark} (${count})`);
  }
});
