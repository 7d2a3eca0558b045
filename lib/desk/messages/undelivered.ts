/** A message did not go out. Its text is kept with the message and names no address. */
export class Undelivered extends Error {
  /** Trying again would change nothing. */
  readonly final: boolean;

  constructor(message: string, { final = false, cause }: { final?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = "Undelivered";
    this.final = final;
  }
}
