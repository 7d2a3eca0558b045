"use client";

import { useEffect, useState, type RefObject } from "react";

/** Rows from `first` up to but without `end`. */
export interface Span {
  first: number;
  end: number;
}

/** In pixels of the screen: what can be seen of the box, where the first row begins, and how high all rows are together. */
interface Seen {
  top: number;
  bottom: number;
  rowsTop: number;
  rowsHeight: number;
}

/** Rows beyond the edges, so that a short movement shows no gap. */
const spare = 8;

/** The rows that can be seen, of `count` that are all of one height. */
export function spanInView({ top, bottom, rowsTop, rowsHeight }: Seen, count: number): Span {
  if (count === 0 || rowsHeight === 0) return { first: 0, end: Math.min(count, spare) };
  const height = rowsHeight / count;
  const first = Math.floor((top - rowsTop) / height) - spare;
  const end = Math.ceil((bottom - rowsTop) / height) + spare;
  return { first: Math.max(0, Math.min(first, count - spare)), end: Math.min(count, Math.max(end, spare)) };
}

/**
 * Which rows stand in the document: those in view. Whether the page scrolls or a box in it makes no difference, so the style
 * sheet alone says which. `firstPaint` rows are there before anything could be measured.
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, rows: RefObject<HTMLElement | null>, count: number, firstPaint: number): Span {
  const [span, setSpan] = useState<Span>({ first: 0, end: firstPaint });
  useEffect(() => {
    const look = () => {
      if (!box.current || !rows.current) return;
      const outer = box.current.getBoundingClientRect();
      const inner = rows.current.getBoundingClientRect();
      const seen = { top: Math.max(0, outer.top), bottom: Math.min(window.innerHeight, outer.bottom), rowsTop: inner.top, rowsHeight: inner.height };
      const next = spanInView(seen, count);
      setSpan((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    look();
    const resized = new ResizeObserver(look);
    if (box.current) resized.observe(box.current);
    // Captured: the scrolling of a box does not reach the document otherwise.
    document.addEventListener("scroll", look, { capture: true, passive: true });
    window.addEventListener("resize", look);
    return () => {
      resized.disconnect();
      document.removeEventListener("scroll", look, { capture: true });
      window.removeEventListener("resize", look);
    };
  }, [box, rows, count]);
  return { first: Math.min(span.first, count), end: Math.min(span.end, count) };
}

/** The rows to be kept in the document: those in view and, wherever it is, the one that has the focus. */
export function rowsToKeep({ first, end }: Span, focused: number): number[] {
  const kept = Array.from({ length: end - first }, (_, at) => first + at);
  if (focused >= 0 && focused < first) return [focused, ...kept];
  return focused >= end ? [...kept, focused] : kept;
}
