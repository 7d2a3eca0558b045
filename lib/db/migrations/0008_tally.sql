CREATE TABLE "mirror_tally" (
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"pocket_id" uuid,
	"type" text,
	"status" text NOT NULL,
	"direction" text,
	"count" bigint NOT NULL,
	"without" bigint NOT NULL,
	"paid_in" bigint NOT NULL,
	"paid_out" bigint NOT NULL,
	CONSTRAINT "mirror_tally_key" UNIQUE NULLS NOT DISTINCT("customer_id","kind","pocket_id","type","status","direction")
);
--> statement-breakpoint
DROP INDEX "mirror_item_pocket";--> statement-breakpoint
DROP INDEX "mirror_item_amount";--> statement-breakpoint
CREATE INDEX "mirror_item_size" ON "mirror_item" USING btree ("customer_id","kind",abs(amount),"at","id","amount");--> statement-breakpoint
CREATE INDEX "mirror_item_pocket" ON "mirror_item" USING btree ("customer_id","kind","pocket_id","at","id","amount","status","type","direction");--> statement-breakpoint
CREATE INDEX "mirror_item_amount" ON "mirror_item" USING btree ("customer_id","kind","amount" NULLS FIRST,"id","at","pocket_id","status","type","direction");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON mirror_tally TO countersign_app;
--> statement-breakpoint
-- By statement: a check that moves one time of a hundred rows comes to nothing and writes nothing. In one order, so that two that
-- count the same rows wait for each other and not in a circle.
CREATE FUNCTION keep_mirror_tally() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved mirror_tally[] := '{}';
BEGIN
  IF TG_OP <> 'DELETE' THEN
    moved := array(
      SELECT row(customer_id, kind, pocket_id, type, status, direction, count(*), count(*) - count(amount),
        coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0))::mirror_tally
      FROM newer GROUP BY customer_id, kind, pocket_id, type, status, direction);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    moved := moved || array(
      SELECT row(customer_id, kind, pocket_id, type, status, direction, -count(*), count(amount) - count(*),
        -coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(sum(amount) FILTER (WHERE amount < 0), 0))::mirror_tally
      FROM older GROUP BY customer_id, kind, pocket_id, type, status, direction);
  END IF;
  INSERT INTO mirror_tally AS t
  SELECT customer_id, kind, pocket_id, type, status, direction, sum(count), sum(without), sum(paid_in), sum(paid_out)
  FROM unnest(moved) GROUP BY 1, 2, 3, 4, 5, 6
  HAVING (sum(count), sum(without), sum(paid_in), sum(paid_out)) <> (0, 0, 0, 0) ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT ON CONSTRAINT mirror_tally_key DO UPDATE SET count = t.count + excluded.count, without = t.without + excluded.without,
    paid_in = t.paid_in + excluded.paid_in, paid_out = t.paid_out + excluded.paid_out;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER mirror_item_stored AFTER INSERT ON mirror_item
  REFERENCING NEW TABLE AS newer FOR EACH STATEMENT EXECUTE FUNCTION keep_mirror_tally();
--> statement-breakpoint
CREATE TRIGGER mirror_item_changed AFTER UPDATE ON mirror_item
  REFERENCING OLD TABLE AS older NEW TABLE AS newer FOR EACH STATEMENT EXECUTE FUNCTION keep_mirror_tally();
--> statement-breakpoint
CREATE TRIGGER mirror_item_gone AFTER DELETE ON mirror_item
  REFERENCING OLD TABLE AS older FOR EACH STATEMENT EXECUTE FUNCTION keep_mirror_tally();
--> statement-breakpoint
INSERT INTO mirror_tally
SELECT customer_id, kind, pocket_id, type, status, direction, count(*), count(*) - count(amount),
  coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)
FROM mirror_item GROUP BY customer_id, kind, pocket_id, type, status, direction;
--> statement-breakpoint
-- A few rows that change with every page.
ALTER TABLE mirror_tally SET (fillfactor = 50);
--> statement-breakpoint
-- Amounts gather near nothing: with the usual hundred bounds a narrow range is taken for a wide one, and looked for row by row.
ALTER TABLE mirror_item ALTER COLUMN amount SET STATISTICS 400;
--> statement-breakpoint
ALTER INDEX mirror_item_size ALTER COLUMN 3 SET STATISTICS 400;
--> statement-breakpoint
-- A check touches every row once a day. An index answers for a row alone while its page is known to be seen by all, which VACUUM notes.
ALTER TABLE mirror_item SET (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);
