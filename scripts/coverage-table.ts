import { writeFileSync } from "node:fs";
import { lookAround } from "./coverage/evidence";
import { coverageFile, coverageRows, coverageTable } from "./coverage/table";

const rows = coverageRows(lookAround());
writeFileSync(coverageFile, coverageTable(rows));
console.log(`${coverageFile}: ${rows.length} operations`);
