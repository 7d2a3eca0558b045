import type * as Oidc from "oidc-provider";

export type Library = typeof Oidc;

/**
 * Loads oidc-provider. On Node 20 it says at import that it wants Node 22; it works on 20, and the sandbox is a
 * program for demos and tests, so that one line is left out. Every other warning stays.
 */
export async function loadLibrary(): Promise<Library> {
  const warn = console.warn;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes("Unsupported runtime")) warn(...words);
  };
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}
