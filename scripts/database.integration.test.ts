import pg from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "./database";

test("a fresh database has two roles, and the runtime role owns nothing", async () => {
  const database = await testDatabase();
  const runtime = new pg.Client({ connectionString: database.runtimeUrl });
  await runtime.connect();
  try {
    await expect(runtime.query("CREATE TABLE public.mine (id int)")).rejects.toThrow(/permission denied/);
  } finally {
    await runtime.end();
    await database.drop();
  }
});
