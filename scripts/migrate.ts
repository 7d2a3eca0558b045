import { existsSync } from "node:fs";
import { migrate } from "@/lib/db/migrate";

// Next reads this file for the product; what is set already stays.
if (existsSync(".env")) process.loadEnvFile(".env");
const url = process.env.MIGRATION_DATABASE_URL;
if (!url) {
  console.error("MIGRATION_DATABASE_URL is not set: the address of the database, as the role that owns the schema.");
  process.exit(1);
}
try {
  await migrate(url);
  console.log("The database's schema is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
