/** Applies a choice of appearance to the page that is open; none means the system's. */
export function applyTheme(theme: string): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** Looks are kept in cookies, so that the server's first paint has them already. They hold no data. */
export function keepPreference(name: "theme" | "nav", value: string | null): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${value ? 31_536_000 : 0}; samesite=lax${secure}`;
}
