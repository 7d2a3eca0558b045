/** What was granted in a browser session: kept until the browser or the portal closes, asked again in every new one. */
export class Consents {
  private readonly granted = new Map<string, Set<string>>();

  remember(sessionUid: string, clientId: string, scopes: readonly string[]): void {
    const key = `${sessionUid} ${clientId}`;
    this.granted.set(key, new Set([...(this.granted.get(key) ?? []), ...scopes]));
  }

  covers(sessionUid: string, clientId: string, scopes: readonly string[]): boolean {
    const known = this.granted.get(`${sessionUid} ${clientId}`);
    return known !== undefined && scopes.every((scope) => known.has(scope));
  }
}
