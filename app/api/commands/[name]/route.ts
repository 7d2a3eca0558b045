import { z } from "zod";
import { clientAddress } from "@/lib/auth/client-address";
import { touchAlive } from "@/lib/auth/sessions";
import { runCommand } from "@/lib/desk/command";
import { commands } from "@/lib/desk/commands";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

const request = z.strictObject({ commandId: z.uuid(), input: z.unknown() });

/** The permission of each command is checked, and a refusal recorded, where it is run. A command is a person's doing: it counts against idleness. */
export const POST = route<"session", { name: string }>({ access: "session" }, async ({ session, params, json, reference, request: sent }) => {
  const command = commands.get(params.name);
  if (!command) throw new AppError("not_found", { message: "There is no such command." });
  await touchAlive(session);
  const answer = await runCommand(command, session, await json(request), { reference, from: clientAddress(sent) });
  return Response.json(answer, { status: answer.state === "done" ? 200 : 202 });
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
