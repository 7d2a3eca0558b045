import { type Provider } from "oidc-provider";
import { paths } from "./discovery";

/** An authorization request that waits for a person. */
export type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** Hands the outcome of a page to the library and says where the browser goes on. */
export async function finish(interaction: Interaction, result: NonNullable<Interaction["result"]>): Promise<string> {
  interaction.result = result.error ? result : { ...interaction.lastSubmission, ...result };
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
  return interaction.returnTo;
}

/**
 * A second person in the same browser gets a session of their own; that of the first one ends, and with it what it
 * consented to. Tokens already issued to the first one live on: ending those is the application's business.
 */
export async function endOtherSession(provider: Provider, interaction: Interaction, accountId: string): Promise<void> {
  const { session } = interaction;
  if (!session || session.accountId === accountId) return;
  await (await provider.Session.findByUid(session.uid))?.destroy();
  interaction.session = undefined;
}

/** The same authorization request once more, with a fresh sign-in. */
export function restart({ params }: Interaction): string {
  const texts = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const again = new URLSearchParams(texts);
  again.set("prompt", "login");
  return `${paths.authorize}?${again}`;
}
