"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "@/components/api/request";
import type { SearchAnswer } from "@/lib/desk/search/types";

const pauseMs = 200;

/**
 * What the server finds for a text, once typing pauses. The text goes in a body and not in an address; nothing of it is kept
 * once the search is closed.
 */
export function useSearch(text: string) {
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const enough = asked.replace(/\s/g, "").length >= 2;
  const query = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => request<SearchAnswer>("/api/search", { method: "POST", body: { text: asked }, signal }),
    enabled: enough,
    staleTime: 30_000,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const waiting = text.trim() !== asked || query.isFetching;
  return { answer: enough ? query.data : undefined, error: enough ? query.error : null, waiting: waiting && text.trim().length >= 2 };
}
