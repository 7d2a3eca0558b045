-- The runtime role: it works with the rows of every table and owns none. Its name is fixed, so that grants can be written
-- down here; its password is the operator's (`ALTER ROLE countersign_app PASSWORD ...`).
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'countersign_app') THEN
    IF NOT (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      RAISE EXCEPTION 'The role countersign_app does not exist and % may not create it', current_user
        USING HINT = 'As an administrator of the server: CREATE ROLE countersign_app LOGIN PASSWORD ''...'';';
    END IF;
    CREATE ROLE countersign_app LOGIN;
  END IF;
END
$$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, drizzle TO countersign_app;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session, vault, draft, job TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_entry TO countersign_app;
--> statement-breakpoint
-- Grants bind the runtime role; this binds the owner too, by accident at least: nobody changes the record in passing.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- ALWAYS: also in a session that replays replication, where ordinary triggers rest.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;
