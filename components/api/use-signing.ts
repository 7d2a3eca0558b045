"use client";

import { useState } from "react";

export interface Signing {
  signing: boolean;
  /** Why nothing was signed, as a sentence. */
  fault: string | null;
  /** Does what a person signs with, and answers what it answers; null where it did not come to that. */
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>;
  clear: () => void;
}

/** Somebody signs, here and at the device's own dialog: one at a time, with what went wrong the last time. */
export function useSigning(): Signing {
  const [signing, setSigning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const attempt: Signing["attempt"] = async (work) => {
    setSigning(true);
    setFault(null);
    try {
      return await work();
    } catch (error) {
      setFault(error instanceof Error ? error.message : "This could not be signed. Nothing was sent.");
      return null;
    } finally {
      setSigning(false);
    }
  };
  return { signing, fault, attempt, clear: () => setFault(null) };
}
