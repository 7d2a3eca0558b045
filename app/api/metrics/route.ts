import { checkMetricsToken } from "@/lib/desk/metrics/token";
import { exposition } from "@/lib/desk/metrics/exposition";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** What a monitoring system reads, in the text format of Prometheus. Asked every few seconds, so without a line in the log. */
export const GET = route({ access: "public", quiet: true }, async ({ request }) => {
  checkMetricsToken(request.headers.get("authorization"));
  const { text, contentType } = await exposition();
  return new Response(text, { headers: { "content-type": contentType } });
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
