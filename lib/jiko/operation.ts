import { z } from "zod";
import type { RateGroup } from "./rate-limits";

/** Where a fact about Jiko comes from: its published pages, a neighbouring API of Jiko's, or a choice made here. */
export type Provenance = "documented" | "related" | "assumed";

/** OAuth scopes that this product asks Jiko for. Their names are documented, their assignment to operations is assumed. */
export type Scope =
  | "profile"
  | "pockets.read"
  | "pockets.write"
  | "transfers.read"
  | "transfers.write"
  | "customer.read"
  | "customer.write"
  | "team.read"
  | "team.write"
  | "onboarding.read"
  | "onboarding.write"
  | "agreements.read"
  | "subscriptions.read"
  | "subscriptions.write"
  | "notifications.read"
  | "notifications.write"
  | "reports.read"
  | "reports.write";

type PathParam<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParam<Rest> : never;
export type PathParams<Path extends string> = { [Name in PathParam<Path>]: string };

/** A body of raw bytes in place of JSON: a file, sent as it is. */
export interface RawBytes {
  contentTypes: readonly string[];
  /** Bytes; a file is not empty and smaller than this. */
  below: number;
  /** Whether the file's name goes along, as `content-disposition`. */
  named: boolean;
}

/** A file as a call is given it. It is read once, while it is sent, and never held whole. */
export interface FileBody {
  contentType: string;
  /** Bytes, known beforehand: it is announced as `content-length`. */
  length: number;
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * One operation of Jiko's Customer API: everything that client, proxy, sandbox and contract report need to know of it.
 * `view` is what leaves our server for a browser, where that is less than what Jiko sent.
 */
export interface Operation<
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  View = unknown,
  File extends RawBytes | null = RawBytes | null,
> {
  readonly id: string;
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: Path;
  readonly query: Query;
  readonly body: Body | null;
  /** Stands in place of `body` where a file is sent. */
  readonly file: File;
  readonly answer: Answer;
  /** What the answer is by its content type. Other than JSON, `answer` takes it as text, and no browser reads it through the proxy. */
  readonly media: "application/json" | "text/csv";
  /** 307: the answer is a link to a file (`fileLink`), which no token goes along to. */
  readonly success: 200 | 201 | 202 | 204 | 307;
  /** A success may come without a body; `answer` must take `undefined` then. */
  readonly mayBeEmpty?: boolean;
  readonly scope: Scope;
  readonly group: RateGroup;
  readonly provenance: { operation: Provenance; body: Provenance | null; answer: Provenance };
  readonly view: (answer: z.output<Answer>) => View;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the widest operation: its parts are checked where it is defined
export type AnyOperation = Operation<string, any, any, any, any, any>;

export type AnswerOf<Op extends AnyOperation> = z.output<Op["answer"]>;
export type ViewOf<Op extends AnyOperation> = ReturnType<Op["view"]>;
export type QueryOf<Op extends AnyOperation> = z.input<Op["query"]>;

/** What a caller hands over with an operation: path parameters, query and body, each only where the operation has it. */
export type InputOf<Op extends AnyOperation> = (keyof PathParams<Op["path"]> extends never
  ? { params?: undefined }
  : { params: PathParams<Op["path"]> }) & { query?: QueryOf<Op> } & (Op["body"] extends z.ZodType
    ? { body: z.input<Op["body"]> }
    : { body?: undefined }) &
  (Op["file"] extends RawBytes ? { file: FileBody } : { file?: undefined });

const noQuery = z.strictObject({});

type Definition<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  View,
  File extends RawBytes | null,
> = Omit<Operation<Path, Query, Body, Answer, View>, "query" | "body" | "file" | "view" | "media"> & {
  query?: Query;
  body?: Body;
  file?: File;
  view?: (answer: z.output<Answer>) => View;
  media?: Operation["media"];
};

/** Declares an operation. Query objects are strict: a parameter that the contract does not know is refused. */
export function operation<
  const Path extends string,
  Answer extends z.ZodType,
  Query extends z.ZodObject = typeof noQuery,
  Body extends z.ZodType = z.ZodNever,
  View = z.output<Answer>,
  const Id extends string = string,
  File extends RawBytes | null = null,
>(definition: Definition<Path, Query, Body, Answer, View, File> & { readonly id: Id }) {
  return {
    ...definition,
    query: definition.query ?? noQuery,
    body: definition.body ?? null,
    media: definition.media ?? "application/json",
    file: definition.file ?? null,
    view: definition.view ?? ((answer: z.output<Answer>) => answer),
  } as unknown as Omit<Operation<Path, Query, Body, Answer, View, File>, "body" | "id"> & {
    readonly id: Id;
    readonly body: Body extends z.ZodNever ? null : Body;
  };
}

/** The path with its parameters encoded. A parameter that is missing or empty is a programming error. */
export function fillPath(path: string, params: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (!value) throw new Error(`Path parameter ${name} of ${path} is missing`);
    return encodeURIComponent(value);
  });
}

/** The parameters of a path that fits the template, else null. */
export function matchPath(template: string, path: string): Record<string, string> | null {
  const names: string[] = [];
  const pattern = template.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, (_, name: string) => (names.push(name), "([^/]+)"));
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (!found) return null;
  try {
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1]!)]));
  } catch {
    return null;
  }
}

/** Query values as a URL carries them; arrays repeat their key (`pocket[]=a&pocket[]=b`), undefined and null are left out. */
export function writeQuery(query: Record<string, unknown>): URLSearchParams {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) out.append(key, String(one));
  }
  return out;
}

/** The other way round: keys that end in `[]` become arrays, a key that is repeated without brackets stays an array and fails the schema. */
export function readQuery(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key);
      return [key, key.endsWith("[]") || values.length > 1 ? values : values[0]!];
    }),
  );
}
