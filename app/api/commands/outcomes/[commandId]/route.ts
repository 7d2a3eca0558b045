import { z } from "zod";
import { outcomeOf } from "@/lib/desk/commands/find-out";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** What became of a command of the person who asks. Asking makes the server look at Jiko. */
export const GET = route<"session", { commandId: string }>({ access: "session" }, ({ session, params }) => {
  if (!z.uuid().safeParse(params.commandId).success) throw new AppError("not_found");
  return outcomeOf(session, params.commandId);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
