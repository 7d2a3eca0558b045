import { z } from "zod";
import type { Cents } from "@/lib/treasury/money";

/** Text that Jiko may extend: a value outside `values` is kept, so that it can be shown, but matches none of them. */
export const openEnum = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.union([z.enum(values), z.string().brand<"unknown value">()]);

/**
 * The variant of a tagged union for every tag that is not known here: kept, so that it can be shown, under the type
 * `UNKNOWN` with the tag as `sent_type`, so that no code can mistake it for something to act on.
 */
export const otherType = <const Known extends readonly string[], Shape extends z.ZodRawShape>(known: Known, shape: Shape) =>
  z
    .object({ ...shape, type: z.string().refine((type) => !known.includes(type), "This known type lacks something") })
    .transform((sent) => {
      const { type } = sent as { type: string };
      return { ...sent, type: "UNKNOWN", sent_type: type } as unknown as z.output<z.ZodObject<Shape>> & { type: "UNKNOWN"; sent_type: string };
    });

/** An amount in an answer. Jiko sends `{value, currency, formatted}`; we keep the integer number of US cents. */
export const amount = z
  .object({ value: z.int(), currency: z.literal("USD"), formatted: z.string().default("") })
  .transform((sent) => sent.value as Cents);

/** Exact decimal as text: prices per $100 face, yields as fractions (`0.0378` is 3.78 %). */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "Expected a decimal number as text");

/** Any 128-bit id as text: which UUID versions Jiko mints is not published. */
export const id = z.guid("Expected a UUID");
export const date = z.iso.date();
export const dateTime = z.iso.datetime({ offset: true });

/** Fields that Jiko may leave out read as null. */
export const nullable = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** What a redirect to a file answers. The link is a credential: fetched at the moment of a click, never stored, never sent to a browser. */
export const fileLink = z.object({ location: z.url().max(2083) });

export const cursorList = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_page: nullable(z.string()), prev_page: nullable(z.string()) });

/** An integer in a query: a number from our own code, digits from a URL. */
export const queryInteger = z.union([z.int(), z.string().regex(/^\d{1,15}$/, "Expected a whole number").transform(Number)]);

/** Paging of cursor lists. `limit` is always sent, because Jiko's default differs between lists. */
export const paging = {
  cursor: z.string().max(2000).optional(),
  limit: queryInteger.pipe(z.int().min(1).max(100)).default(100),
};

export const order = z.enum(["asc", "desc"]).optional();

/** A postal address. Source: Jiko's Customer reference (documented). */
export const generalAddress = z.object({
  street_address: z.string().max(250),
  street_address2: nullable(z.string().max(250)),
  city: z.string().max(250),
  postal_code: z.string().max(50),
  state: nullable(z.string()),
  country: z.string(),
});
