import { writeFileSync } from "node:fs";
import { lookAround } from "./api-coverage/evidence";
import { coverageFile, coverageRows, coverageTable } from "./api-coverage/table";

const rows = coverageRows(lookAround());
writeFileSync(coverageFile, coverageTable(rows));
console.log(`${coverageFile}: ${rows.length} operations`);
