import { it } from "vitest";
import { follow } from "@/lib/desk/mirror/follow";
import { stateOf } from "@/lib/desk/mirror/state";
import { testDatabase } from "@/scripts/database";
import { begin, copyOf, openMirrorScene } from "./scene";
const scene = openMirrorScene(testDatabase);
it("rate", { timeout: 900_000 }, async () => {
  await scene.control.scale(100_000);
  const copy = copyOf(scene, "transactions");
  await begin(copy);
  const t = performance.now(); const cpu = process.cpuUsage();
  for (;;) {
    await follow(copy, new AbortController().signal, async () => scene.client);
    const [s] = (await stateOf(copy.customerId, ["transactions"])).kinds;
    if (s!.filled) { const sec = (performance.now() - t) / 1000; const used = process.cpuUsage(cpu); console.log("RATE", s!.rows, sec.toFixed(1), (s!.rows / sec).toFixed(0), "cpu s", ((used.user + used.system) / 1e6).toFixed(1)); return; }
  }
});
