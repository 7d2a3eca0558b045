/**
 * Signs in at the sandbox's portal the way a browser does, with fetch alone, for tests and scripts.
 * It speaks to the portal only: the callback is handed back, not followed.
 */

/** How the portal answers the application: a redirect to follow, or a form to post. `fields` are the same in both modes. */
export interface Callback {
  mode: "query" | "form_post";
  /** Where the browser would go; in query mode with the fields in it. */
  url: URL;
  fields: Record<string, string>;
}

interface SignIn {
  portalUrl: string;
  authorizationUrl: string | URL;
  email: string;
  password?: string;
  code?: string;
  /** Press "Deny" on the consent page. */
  deny?: boolean;
  /** A browser with earlier sign-ins in it; a fresh one when absent. */
  browser?: PortalBrowser;
}

interface Cookie {
  value: string;
  path: string;
}

export interface PortalPage {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
}

/** A cookie jar for one host with the few rules that the portal's cookies need: path, expiry, replacement. */
export class PortalBrowser {
  private readonly cookies = new Map<string, Cookie>();

  /** Fetches within the portal and follows redirects there; a redirect that leaves it is returned as the page. */
  async open(target: string | URL, form?: Record<string, string>): Promise<PortalPage> {
    let url = new URL(target);
    let body = form ? new URLSearchParams(form) : undefined;
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(url, {
        method: body ? "POST" : "GET",
        redirect: "manual",
        headers: { accept: "text/html", cookie: this.header(url.pathname) },
        ...(body ? { body } : {}),
      });
      response.headers.getSetCookie().forEach((line) => this.take(line));
      const page = { url, status: response.status, headers: response.headers, text: await response.text() };
      const location = response.headers.get("location");
      if (!location || response.status < 300 || response.status > 399) return page;
      const next = new URL(location, url);
      if (next.origin !== url.origin) return page;
      url = next;
      body = undefined;
    }
    throw new Error("The portal redirects without end");
  }

  private take(line: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf("="));
    const attribute = (key: string) => attributes.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const expires = attribute("expires");
    const path = attribute("path") ?? "/";
    if (expires && new Date(expires) <= new Date()) this.cookies.delete(`${name} ${path}`);
    else this.cookies.set(`${name} ${path}`, { value: pair, path });
  }

  private header(path: string): string {
    const fits = (cookie: Cookie) => path === cookie.path || path.startsWith(cookie.path.endsWith("/") ? cookie.path : `${cookie.path}/`);
    return [...this.cookies.values()].filter(fits).map(({ value }) => value).join("; ");
  }
}

const plain = (text: string): string =>
  text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, "'").replace(/&amp;/g, "&");

/** The callback that a page of the portal stands for, or null when it is a page for a person. */
function callbackOf(page: PortalPage, portalUrl: string): Callback | null {
  const { origin } = new URL(portalUrl);
  const location = page.headers.get("location");
  if (location) {
    const url = new URL(location, page.url);
    return url.origin === origin ? null : { mode: "query", url, fields: Object.fromEntries(url.searchParams) };
  }
  const action = /<form[^>]+action="([^"]+)"/.exec(page.text)?.[1];
  if (!action) return null;
  const url = new URL(plain(action), page.url);
  if (url.origin === origin) return null;
  const inputs = page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return { mode: "form_post", url, fields: Object.fromEntries([...inputs].map(([, name, value]) => [plain(name!), plain(value!)])) };
}

const grantedForm = { step: "grant", agree: "yes" };
const deniedForm = { step: "deny" };

/**
 * Goes through password, one-time code and consent as far as the portal asks for them and returns its answer to the
 * application, which may be an error such as `access_denied`. Throws with the page's message when a page refuses.
 */
export async function signIn(options: SignIn): Promise<Callback> {
  const { portalUrl, authorizationUrl, email, password = "countersign", code = "000000", deny = false } = options;
  const { browser = new PortalBrowser() } = options;
  let page = await browser.open(authorizationUrl);
  for (let steps = 0; steps < 5; steps++) {
    const callback = callbackOf(page, portalUrl);
    if (callback) return callback;
    if (page.status >= 400) {
      const message = /role="alert"[^>]*>([^<]*)</.exec(page.text)?.[1];
      throw new Error(`The portal refused the sign-in (${page.status}): ${message ?? "no message"}`);
    }
    if (page.text.includes('name="password"')) page = await browser.open(page.url, { step: "password", email, password });
    else if (page.text.includes('name="code"')) page = await browser.open(page.url, { step: "code", code });
    else if (page.text.includes('name="agree"')) page = await browser.open(page.url, deny ? deniedForm : grantedForm);
    else throw new Error("The portal shows a page that this helper does not know");
  }
  throw new Error("The portal asks without end");
}
