"use client";

import { useEffect } from "react";
import { openChannel } from "./watch";

/** Takes the other tabs of this browser along. */
export function SignedOutNotice() {
  useEffect(() => {
    const channel = openChannel(() => undefined);
    channel.say("signed-out");
    return () => channel.close();
  }, []);
  return null;
}
