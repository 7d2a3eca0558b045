import { z } from "zod";
import { clientAddress } from "@/lib/auth/client-address";
import { touchAlive } from "@/lib/auth/sessions";
import { runCommand } from "@/lib/desk/command";
import { commands, deskCommands } from "@/lib/desk/commands";
import { runDeskCommand } from "@/lib/desk/desk-command";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

const request = z.strictObject({ commandId: z.uuid(), input: z.unknown() });

/** The permission of each command is checked, and a refusal recorded, where it is run. A command is a person's doing: it counts against idleness. */
export const POST = route<"session", { name: string }>({ access: "session" }, async ({ session, params, json, reference, request: sent }) => {
  const [command, ours] = [commands.get(params.name), deskCommands.get(params.name)];
  if (!command && !ours) throw new AppError("not_found", { message: "There is no such command." });
  await touchAlive(session);
  const [given, from] = [await json(request), clientAddress(sent)];
  const answer = ours ? await runDeskCommand(ours, session, given, { from }) : await runCommand(command!, session, given, { reference, from });
  return Response.json(answer, { status: answer.state === "done" ? 200 : 202 });
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
