import { downloadAttachment } from "@/lib/desk/notes/download";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

export const GET = route<"transfers.read", { id: string }>({ access: "transfers.read" }, ({ params, ...asked }) => downloadAttachment(asked, params.id));

export const { POST, PUT, PATCH, DELETE } = only("GET");
