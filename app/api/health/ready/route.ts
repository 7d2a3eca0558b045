import { readiness } from "@/lib/desk/health";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** Whether requests can be served: 200 or 503, and which part is missing. */
export const GET = route({ access: "public" }, async () => {
  const { ready, parts } = await readiness();
  return Response.json({ status: ready ? "ready" : "not ready", parts }, { status: ready ? 200 : 503 });
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
