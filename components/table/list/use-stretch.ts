"use client";

import { useEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { firstAt, followed } from "./long-list";

export type Part = RefObject<HTMLDivElement | null>;

/**
 * What is seen of `shown` rows, counted in rows: the place at the top, and how many a screen has. Whether the page scrolls or a box
 * in it makes no difference: the style sheet alone says which, and how high a row is.
 */
export function look(box: Part, rows: Part, shown: number) {
  const outer = box.current!.getBoundingClientRect();
  const inner = rows.current!.getBoundingClientRect();
  const height = inner.height / shown;
  return { height, at: (Math.max(0, outer.top) - inner.top) / height, screen: Math.max(1, Math.min(window.innerHeight, outer.height) / height) };
}

/** Moves the stretch of a list that is too long for the document as somebody scrolls. Of any other, the stretch is all of it. */
export function useStretch(box: Part, rows: Part, count: number, shown: number) {
  const [wanted, setFirst] = useState(0);
  const first = Math.min(wanted, count - shown);
  const from = useRef(0);
  useEffect(() => {
    if (shown === count) return;
    const follow = () => {
      const { at, screen, height } = look(box, rows, shown);
      const next = followed({ first, shown, count }, { from: from.current, to: at, screen });
      from.current = at;
      if (next.first === first) return;
      // Before the next frame, or the rows would be seen to move.
      flushSync(() => setFirst(next.first));
      if (!next.same) return;
      const scrolls = box.current!.scrollHeight > box.current!.clientHeight ? box.current! : window;
      scrolls.scrollBy(0, (first - next.first) * height);
      from.current = look(box, rows, shown).at;
    };
    document.addEventListener("scroll", follow, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", follow, { capture: true });
  }, [box, rows, count, shown, first]);
  return {
    first,
    /** Has the stretch hold a row; whether it did not. */
    bring: (row: number): boolean => {
      if (row < 0 || (row >= first && row < first + shown)) return false;
      setFirst(firstAt(row, count, { shown, count }));
      return true;
    },
    /** The rows on the screen are others because we wanted it: the next movement begins here. */
    settle: () => {
      from.current = look(box, rows, shown).at;
    },
  };
}
