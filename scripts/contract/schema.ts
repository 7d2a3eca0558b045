/** A JSON schema, or one of OpenAPI 3.0, which writes null in its own way. */
export type Schema = Record<string, unknown>;
export type Resolve = (ref: string) => Schema;

/** What is known of one place in a body: `items[].status`. */
export interface Field {
  /** `string`, `integer`, `number`, `boolean`, `object`, `array`; empty where the schema says nothing. */
  types: Set<string>;
  formats: Set<string>;
  /** The values that are named; null where none are. */
  values: Set<string> | null;
  nullable: boolean;
  required: boolean;
}
export type Fields = Map<string, Field>;

const deepest = 12;
const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

const blank = (required: boolean): Field => ({ types: new Set(), formats: new Set(), values: null, nullable: false, required });

function take(into: Field, from: Field): void {
  for (const one of from.types) into.types.add(one);
  for (const one of from.formats) into.formats.add(one);
  if (from.values) into.values = new Set([...(into.values ?? []), ...from.values]);
  into.nullable ||= from.nullable;
}

/** Several forms of one thing: a field that only some of them have need not be there. */
function either(variants: Fields[]): Fields {
  const out: Fields = new Map();
  for (const path of new Set(variants.flatMap((one) => [...one.keys()]))) {
    const found = variants.map((one) => one.get(path)).filter((one) => one !== undefined);
    const field = blank(found.length === variants.length && found.every(({ required }) => required));
    for (const one of found) take(field, one);
    out.set(path, field);
  }
  return out;
}

/** Several parts of one thing. */
function both(parts: Fields[]): Fields {
  const out: Fields = new Map();
  for (const part of parts) {
    for (const [path, field] of part) {
      const known = out.get(path) ?? blank(false);
      take(known, field);
      known.required ||= field.required;
      out.set(path, known);
    }
  }
  return out;
}

const onlyNull = (schema: Schema): boolean => schema.type === "null" || (Array.isArray(schema.enum) && schema.enum.every((one) => one === null));

/** Every place in what a schema describes; the thing itself stands under the empty path. */
export function fieldsOf(schema: Schema, resolve: Resolve, path = "", required = true, depth = 0): Fields {
  if (depth > deepest) return new Map();
  const below = (inner: Schema, at = path, needed = required) => fieldsOf(inner, resolve, at, needed, depth + 1);
  if (typeof schema.$ref === "string") return below({ ...resolve(schema.$ref), ...Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$ref")) });

  const own = blank(required);
  own.nullable = schema.nullable === true;
  for (const type of [schema.type ?? []].flat()) {
    if (type === "null") own.nullable = true;
    else own.types.add(String(type));
  }
  if (typeof schema.format === "string") own.formats.add(schema.format);
  const named = "const" in schema ? [schema.const] : Array.isArray(schema.enum) ? (schema.enum as unknown[]) : null;
  if (named) own.values = new Set(named.filter((one) => one !== null).map(String));
  if (named?.includes(null)) own.nullable = true;
  if (own.types.size === 0 && schema.properties) own.types.add("object");

  const parts: Fields[] = [new Map([[path, own]])];
  const inner = (schema.properties ?? {}) as Record<string, Schema>;
  const needed = new Set(Array.isArray(schema.required) ? (schema.required as string[]) : []);
  for (const [name, one] of Object.entries(inner)) parts.push(below(one, path ? `${path}.${name}` : name, needed.has(name)));
  if (schema.items && !Array.isArray(schema.items)) parts.push(below(schema.items as Schema, `${path}[]`, true));
  for (const one of list(schema.allOf)) parts.push(below(one));
  const variants = [...list(schema.anyOf), ...list(schema.oneOf)];
  const real = variants.filter((one) => !onlyNull(one));
  if (real.length < variants.length) own.nullable = true;
  if (real.length > 0) parts.push(either(real.map((one) => below(one))));
  return both(parts);
}
