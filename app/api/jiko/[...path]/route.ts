import { only } from "@/lib/desk/only";
import { proxyRead } from "@/lib/desk/proxy";
import { route } from "@/lib/desk/route";

export const GET = route<"session", { path: string[] }>({ access: "session" }, ({ url, session }) => proxyRead(url, session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
