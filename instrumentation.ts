/** Called once when a server process starts, before it serves. A build does not come here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/lib/desk/server");
  await startServer();
}
