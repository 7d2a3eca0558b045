import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { openDatabase } from "./connection";
import { checkSchema, migrate } from "./migrate";

let test: TestDatabase;
let owner: ReturnType<typeof openDatabase>;
let runtime: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  test = await testDatabase();
  owner = openDatabase(test.ownerUrl, { max: 2 });
  runtime = openDatabase(test.runtimeUrl, { max: 2 });
});
afterAll(async () => {
  await owner.pool.end();
  await runtime.pool.end();
  await test.drop();
});

describe("migrations", () => {
  it("refuse a start on an empty database, and two at once make one schema", async () => {
    await expect(checkSchema(owner.database)).rejects.toThrow("no schema yet");
    await Promise.all([migrate(test.ownerUrl), migrate(test.ownerUrl)]);
    await checkSchema(runtime.database);
    await migrate(test.ownerUrl);
    await checkSchema(runtime.database);
  });

  it("give the runtime role exactly these rights", async () => {
    const { rows } = await owner.database.execute<{ table: string; rights: string }>(sql`
      select table_name as "table", string_agg(privilege_type, ' ' order by privilege_type) as rights
      from information_schema.role_table_grants where grantee = 'countersign_app' group by table_name`);
    expect(Object.fromEntries(rows.map((row) => [row.table, row.rights]))).toEqual({
      __drizzle_migrations: "SELECT",
      archive: "DELETE INSERT SELECT UPDATE",
      attachment: "DELETE INSERT SELECT UPDATE",
      audit_entry: "INSERT SELECT",
      audit_head: "INSERT SELECT",
      balance_snapshot: "DELETE INSERT SELECT UPDATE",
      call_back: "INSERT SELECT",
      ceremony: "DELETE INSERT SELECT UPDATE",
      comment: "INSERT SELECT",
      desk_freeze: "INSERT SELECT UPDATE",
      draft: "DELETE INSERT SELECT UPDATE",
      evidence: "INSERT SELECT",
      job: "DELETE INSERT SELECT UPDATE",
      list_columns: "DELETE INSERT SELECT UPDATE",
      list_view: "DELETE INSERT SELECT UPDATE",
      message: "DELETE INSERT SELECT UPDATE",
      mirror_earning: "DELETE INSERT SELECT UPDATE",
      mirror_item: "DELETE INSERT SELECT UPDATE",
      mirror_kind: "DELETE INSERT SELECT UPDATE",
      mirror_round: "DELETE INSERT SELECT UPDATE",
      mirror_tally: "DELETE INSERT SELECT UPDATE",
      passkey: "INSERT SELECT UPDATE",
      payee_version: "INSERT SELECT UPDATE",
      planned_flow: "DELETE INSERT SELECT UPDATE",
      policy_version: "INSERT SELECT UPDATE",
      recurring_verdict: "DELETE INSERT SELECT UPDATE",
      seen_at_jiko: "INSERT SELECT",
      session: "DELETE INSERT SELECT UPDATE",
      sign_off: "INSERT SELECT",
      step_up: "DELETE INSERT SELECT UPDATE",
      vault: "DELETE INSERT SELECT UPDATE",
      webhook_endpoint: "DELETE INSERT SELECT UPDATE",
      webhook_event: "DELETE INSERT SELECT UPDATE",
      webhook_secret: "DELETE INSERT SELECT UPDATE",
    });
    await expect(runtime.pool.query("create table mine (id int)")).rejects.toThrow("permission denied");
  });

  it("refuse a start on a schema that is newer, older or somebody else's", async () => {
    const change = (statement: string) => owner.pool.query(statement);
    await change("insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)");
    await expect(checkSchema(runtime.database)).rejects.toThrow("newer than this release");
    await expect(migrate(test.ownerUrl)).rejects.toThrow("newer than this release");
    await change("delete from drizzle.__drizzle_migrations where hash = 'later'");
    const { rows } = await change("delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *");
    await expect(checkSchema(runtime.database)).rejects.toThrow("older than this release");
    await owner.pool.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", ["other", rows[0].created_at]);
    await expect(checkSchema(runtime.database)).rejects.toThrow("other migrations");
    await owner.pool.query("update drizzle.__drizzle_migrations set hash = $1 where hash = 'other'", [rows[0].hash]);
    await checkSchema(runtime.database);
  });
});
