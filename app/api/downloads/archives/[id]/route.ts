import { downloadArchive } from "@/lib/desk/archives/download";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";
import { id } from "@/lib/jiko/schemas";

export const GET = route<"cash.read", { id: string }>({ access: "cash.read" }, ({ params, ...asked }) => {
  if (!id.safeParse(params.id).success) throw new AppError("not_found");
  return downloadArchive(asked, params.id);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
