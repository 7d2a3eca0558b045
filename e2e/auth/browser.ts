import { keepSignIn } from "@/lib/desk/passkeys/enrol";
import { signInRoute } from "@/lib/auth/legs";
import { PortalBrowser, signIn, type Callback } from "@/sandbox/portal/sign-in-client";
import { appUrl } from "./harness";

interface Kept {
  value: string;
  sameSite: string;
  attributes: string;
}

/** As much of a browser as cookies need: what it stores, and what it sends along with a cross-site POST. */
export class Browser {
  readonly cookies = new Map<string, Kept>();
  readonly portal = new PortalBrowser();

  private header(crossSitePost: boolean): string {
    const sent = [...this.cookies].filter(([, { sameSite }]) => !crossSitePost || sameSite === "None");
    return sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
  }

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(line)!;
      const gone = /max-age=0/i.test(attributes!) || value === "";
      if (gone) this.cookies.delete(name!);
      else this.cookies.set(name!, { value: value!, attributes: attributes!, sameSite: /samesite=(\w+)/i.exec(attributes!)?.[1] ?? "Lax" });
    }
  }

  async start(from?: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await signInRoute(
      new Request(`${appUrl}/api/auth/signin/jiko?prompt=none&redirect_uri=https://evil.example`, {
        method: "POST",
        headers: {
          cookie: this.header(false), origin: appUrl, "content-type": "application/json", "countersign-command": "1",
          ...headers,
        },
        body: JSON.stringify({ from }),
      }),
      ["signin", "jiko"],
      keepSignIn,
    );
    this.take(response);
    return response;
  }

  /** Jiko's answer, as the browser brings it: a redirect followed or a form posted from the other site. */
  async callback({ mode, url, fields }: Callback): Promise<Response> {
    const request =
      mode === "query"
        ? new Request(url, { headers: { cookie: this.header(false) } })
        : new Request(url, { method: "POST", headers: { cookie: this.header(true) }, body: new URLSearchParams(fields) });
    const response = await signInRoute(request, ["callback", "jiko"], keepSignIn);
    this.take(response);
    return response;
  }

  async atPortal(portalUrl: string, email: string, options: { from?: string; deny?: boolean } = {}): Promise<Callback> {
    const started = await this.start(options.from);
    if (!started.ok) throw new Error(`The sign-in did not start: ${await started.text()}`);
    const { url } = (await started.json()) as { url: string };
    return signIn({ portalUrl, authorizationUrl: url, email, deny: options.deny, browser: this.portal });
  }

  /** The whole way. Answers where the browser lands. */
  async signIn(portalUrl: string, email: string, options: { from?: string; deny?: boolean } = {}): Promise<URL> {
    const response = await this.callback(await this.atPortal(portalUrl, email, options));
    return new URL(response.headers.get("location")!);
  }

  get token(): string | undefined {
    return this.cookies.get("__Host-countersign")?.value;
  }
}
