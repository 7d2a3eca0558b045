"use client";

import { useId, useRef, type ReactNode } from "react";

/**
 * More about a word or figure, shown on hover and on focus, closed by Escape. The text is also the element's description,
 * so it must never hold what someone needs in order to act.
 */
export function Hint({ children, text, className }: { children: ReactNode; text: ReactNode; className?: string }) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);

  const show = () => {
    const [at, box] = [anchor.current, bubble.current];
    if (!at || !box || box.matches(":popover-open")) return;
    box.showPopover();
    const place = at.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const below = place.bottom + size.height + 12 < window.innerHeight;
    box.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - size.height - 6)}px`;
    box.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - size.width - 8))}px`;
  };
  const hide = () => {
    if (bubble.current?.matches(":popover-open")) bubble.current.hidePopover();
  };

  return (
    <span
      ref={anchor}
      tabIndex={0}
      aria-describedby={id}
      className={`rounded-small underline decoration-dotted decoration-1 underline-offset-4 ${className ?? ""}`}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {children}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed inset-auto m-0 w-max max-w-72 rounded-control border border-line bg-panel px-2.5 py-1.5 text-left text-small whitespace-normal text-ink shadow-float"
      >
        {text}
      </span>
    </span>
  );
}
