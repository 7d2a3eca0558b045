import { z } from "zod";
import type { AnyOperation } from "@/lib/jiko/operation";
import { fieldsOf, type Fields, type Resolve, type Schema } from "./schema";

/** One operation as both sides can be described: the contract's, and that of an OpenAPI file. */
export interface Described {
  operationId: string | null;
  method: string;
  path: string;
  query: Fields;
  /** Null: none is sent. */
  body: Fields | null;
  bodyRequired: boolean;
  /** Other than JSON. */
  bodyMedia: string[];
  /** Null: none, or none that is JSON. */
  answer: Fields | null;
  success: number[];
  /** Headers that a call must bring. */
  headers: string[];
  /** OAuth scopes; null where nothing is said of them. */
  scopes: string[] | null;
}

const refuseRef: Resolve = (ref) => {
  throw new Error(`The contract has no ${ref}`);
};

/** What goes over the wire, as JSON schema. */
export const wireSchema = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
const fields = (schema: z.ZodType): Fields => fieldsOf(wireSchema(schema), refuseRef);

/**
 * A query's parameters alone. A number in ours may also be digits, because it comes from an address: it goes out as a number
 * all the same.
 */
function asSent(query: Fields): Fields {
  query.delete("");
  for (const field of query.values()) if (field.types.has("integer")) field.types.delete("string");
  return query;
}

export function describeOurs(op: AnyOperation): Described {
  const empty = op.success === 204 || op.success === 307 || op.media !== "application/json";
  return {
    operationId: op.operationId,
    method: op.method,
    path: op.path,
    query: asSent(fields(op.query as z.ZodType)),
    body: op.body ? fields(op.body as z.ZodType) : null,
    bodyRequired: op.body !== null || op.file !== null,
    bodyMedia: [...(op.file?.contentTypes ?? [])],
    answer: empty ? null : fields(op.answer as z.ZodType),
    success: [op.success],
    headers: op.file ? ["content-type", "content-length", ...(op.file.named ? ["content-disposition"] : [])] : [],
    scopes: [op.scope],
  };
}

type Node = Record<string, unknown>;
const node = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});

/** Finds `#/components/schemas/Pocket` in the file. Bundles have no others. */
const resolver =
  (document: Node): Resolve =>
  (ref) => {
    const found = ref
      .replace(/^#\//, "")
      .split("/")
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((at, part) => node(at)[part], document);
    if (!ref.startsWith("#/") || found === undefined) throw new Error(`The file refers to ${ref}, which is not in it. Bundle it into one file first.`);
    return found as Schema;
  };

const methods = ["get", "post", "put", "patch", "delete"];

/** Every operation of an OpenAPI 3.x document. Throws where it is none. */
export function describeTheirs(document: unknown): Described[] {
  const root = node(document);
  if (!/^3\./.test(String(root.openapi))) throw new Error("This is no OpenAPI 3 file.");
  const resolve = resolver(root);
  const follow = (value: unknown): Node => (typeof node(value).$ref === "string" ? resolve(node(value).$ref as string) : node(value));
  return Object.entries(node(root.paths)).flatMap(([path, item]) =>
    methods.filter((method) => method in node(item)).map((method) => describe(method, path, follow(item), node(node(item)[method]), { resolve, follow, root })),
  );
}

interface Context {
  resolve: Resolve;
  follow: (value: unknown) => Node;
  root: Node;
}

function describe(method: string, path: string, item: Node, operation: Node, { resolve, follow, root }: Context): Described {
  // A parameter of the operation stands in place of one of the path that has its name.
  const all = [...((item.parameters as unknown[]) ?? []), ...((operation.parameters as unknown[]) ?? [])].map(follow);
  const parameters = [...new Map(all.map((one) => [`${String(one.in)} ${String(one.name)}`, one])).values()];
  const query: Fields = new Map();
  for (const one of parameters.filter((parameter) => parameter.in === "query")) {
    for (const [at, field] of fieldsOf(node(one.schema), resolve, String(one.name), one.required === true)) query.set(at, field);
  }
  const body = follow(operation.requestBody);
  const content = node(body.content);
  const schema = node(content["application/json"]).schema as Schema | undefined;
  const responses = Object.entries(node(operation.responses)).filter(([status]) => /^(2\d\d|30[1278])$/.test(status));
  const answers = responses.map(([, one]) => node(node(follow(one).content)["application/json"]).schema as Schema | undefined);
  const answer = answers.find((one) => one !== undefined);
  return {
    operationId: typeof operation.operationId === "string" ? operation.operationId : null,
    method: method.toUpperCase(),
    path,
    query,
    body: schema ? fieldsOf(schema, resolve) : null,
    bodyRequired: body.required === true,
    bodyMedia: Object.keys(content).filter((type) => type !== "application/json"),
    answer: answer && Object.keys(answer).length > 0 ? fieldsOf(answer, resolve) : null,
    success: responses.map(([status]) => Number(status)),
    headers: parameters.filter((one) => one.in === "header" && one.required === true).map(({ name }) => String(name).toLowerCase()),
    scopes: scopesOf((operation.security ?? root.security) as unknown),
  };
}

function scopesOf(security: unknown): string[] | null {
  const named = (Array.isArray(security) ? security : []).flatMap((one) => Object.values(node(one)).flat() as string[]);
  return named.length > 0 ? [...new Set(named)].sort() : null;
}
