"use client";

import { ChevronDown } from "lucide-react";
import { useId, useRef, type ReactNode, type ToggleEvent } from "react";
import { buttonLook } from "./button-look";

interface MenuProps {
  label: ReactNode;
  icon?: ReactNode;
  /** What opens under the button; `close` closes it again, which a choice inside has to do. */
  children: (close: () => void) => ReactNode;
}

/** Room kept between the panel and the edge of the window, and the panel's width, in pixels. */
const edge = 8;
const width = 288;

/** A button and, under it, a panel of choices. The platform closes it on Escape and on a press elsewhere. */
export function Menu({ label, icon, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = ({ newState }: ToggleEvent) => {
    if (newState !== "open" || !button.current || !panel.current) return;
    const at = button.current.getBoundingClientRect();
    const { style } = panel.current;
    style.left = `${Math.max(edge, Math.min(at.left, window.innerWidth - width - edge))}px`;
    style.top = `${at.bottom + 4}px`;
    style.maxHeight = `${Math.max(160, window.innerHeight - at.bottom - 4 - edge)}px`;
  };
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} className={buttonLook()}>
        {icon}
        {label}
        <ChevronDown aria-hidden className="size-3.5" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={place}
        className="fixed inset-auto m-0 w-72 overflow-y-auto rounded-control border border-line bg-panel p-1.5 text-ink shadow-float"
      >
        {children(() => document.getElementById(id)?.hidePopover())}
      </div>
    </>
  );
}

/** One choice of a menu: looks the same as a link and as a button. */
export const menuItem = "touch flex w-full items-center gap-2 rounded-small px-2.5 py-1.5 text-left hover:bg-sunken aria-[current]:font-strong";
