import { customType, timestamp } from "drizzle-orm/pg-core";

/** A moment, as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** What is sealed, and keys. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Words that a text is found by. */
export const words = customType<{ data: string }>({ dataType: () => "tsvector" });
