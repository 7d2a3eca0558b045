"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useState } from "react";
import { highest } from "./long-list";
import { look, useStretch, type Part } from "./use-stretch";

/** Rows from `first` up to but without `end`. */
export interface Span {
  first: number;
  end: number;
}

/** Rows in the document before anything could be measured; the server writes as many. */
const firstPaint = 24;
/** Rows beyond the edges, so that a short movement shows no gap. */
const spare = 8;
/** Of a row, in pixels, before it is measured. */
const usualHeight = 36;

/**
 * Which rows stand in the document: those in view and a few beyond. They are told of in rows instead of pixels, and where they
 * stand is left to the style sheet: so the server can write them for any screen.
 */
export function useRowWindow(box: Part, rows: Part, count: number) {
  const [height, setHeight] = useState(usualHeight);
  const shown = Math.min(count, Math.floor(highest / height));
  const { first, bring, settle } = useStretch(box, rows, count, shown);
  // The compiler that this rule is for is not used.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: shown,
    estimateSize: () => 1,
    overscan: spare,
    initialRect: { width: 0, height: firstPaint - spare },
    getScrollElement: () => box.current,
    observeElementRect: (instance, report) => {
      const measure = () => {
        const seen = look(box, rows, instance.options.count);
        // Rounded: of very many rows the last digits are noise.
        setHeight(Math.round(seen.height * 4) / 4);
        report({ width: 0, height: seen.screen });
      };
      measure();
      const resized = new ResizeObserver(measure);
      resized.observe(box.current!);
      window.addEventListener("resize", measure);
      return () => {
        resized.disconnect();
        window.removeEventListener("resize", measure);
      };
    },
    observeElementOffset: (instance, report) => {
      const moved = (scrolling: boolean) => report(look(box, rows, instance.options.count).at, scrolling);
      const [moving, resting] = [() => moved(true), () => moved(false)];
      resting();
      // Captured: the scrolling of a box does not reach the document otherwise.
      document.addEventListener("scroll", moving, { capture: true, passive: true });
      document.addEventListener("scrollend", resting, { capture: true, passive: true });
      return () => {
        document.removeEventListener("scroll", moving, { capture: true });
        document.removeEventListener("scrollend", resting, { capture: true });
      };
    },
    // What has the focus is scrolled to; nothing else is.
    scrollToFn: () => undefined,
  });
  const places = virtualizer.getVirtualItems().map(({ index }) => index);
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  return {
    first,
    shown,
    span: { first: first + (places[0] ?? 0), end: first + (places.at(-1) ?? -1) + 1 },
    /** Whole rows that a screen has. */
    screen: Math.max(1, endIndex - startIndex - 1),
    bring,
    settle,
  };
}

/** The rows to be kept in the document: those in view and, wherever it is, the one that has the focus. */
export function rowsToKeep({ first, end }: Span, focused: number): number[] {
  const kept = Array.from({ length: end - first }, (_, at) => first + at);
  if (focused >= 0 && focused < first) return [focused, ...kept];
  return focused >= end ? [...kept, focused] : kept;
}
