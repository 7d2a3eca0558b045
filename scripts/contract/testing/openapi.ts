// An OpenAPI file as Jiko might publish it, made from the contract's own table: what tests of the comparison doctor.
import type { z } from "zod";
import { contract } from "@/lib/jiko/contract";
import type { AnyOperation } from "@/lib/jiko/operation";
import { wireSchema } from "../describe";
import type { Schema } from "../schema";

type Node = Record<string, unknown>;

const json = (schema: unknown) => ({ content: { "application/json": { schema } } });

function operationOf(op: AnyOperation, shared: Node): Node {
  const query = wireSchema(op.query as z.ZodType) as { properties?: Record<string, Schema>; required?: string[] };
  const parameters = [
    ...[...op.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string", format: "uuid" } })),
    ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({ name, in: "query", required: query.required?.includes(name) ?? false, schema })),
    ...(op.file ? ["content-type", "content-length"].map((name) => ({ name, in: "header", required: true, schema: { type: "string" } })) : []),
  ];
  const body = op.body ? json(wireSchema(op.body as z.ZodType)) : op.file ? { content: Object.fromEntries(op.file.contentTypes.map((type: string) => [type, {}])) } : null;
  const empty = op.success === 204 || op.success === 307 || op.media !== "application/json";
  // As bundles do it: answers are named, and referred to.
  const name = op.id.replace(/\W/g, "_");
  if (!empty) shared[name] = wireSchema(op.answer as z.ZodType);
  return {
    operationId: op.operationId,
    security: [{ CodeBearer: [op.scope] }],
    parameters,
    ...(body ? { requestBody: { required: true, ...body } } : {}),
    responses: { [op.success]: { description: "", ...(empty ? {} : json({ $ref: `#/components/schemas/${name}` })) }, 422: { description: "" } },
  };
}

export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Node>>;
  components: { schemas: Node };
}

export function openApiOf(operations: readonly AnyOperation[] = contract): OpenApi {
  const schemas: Node = {};
  const paths: OpenApi["paths"] = {};
  for (const op of operations) paths[op.path] = { ...paths[op.path], [op.method.toLowerCase()]: operationOf(op, schemas) };
  return { openapi: "3.1.0", paths, components: { schemas } };
}
