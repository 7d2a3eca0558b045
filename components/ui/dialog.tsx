"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";

interface DialogProps {
  open: boolean;
  /** Called on Escape and on the close button; the owner decides, and keeps it open while something is being sent. */
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** The actions, last one the decisive one. */
  footer?: ReactNode;
  /** For confirmations: read in full when the dialog opens. */
  urgent?: boolean;
}

/** The platform's dialog focuses what carries the attribute; React would only set it on the page's first paint. */
export const focusFirst = (element: HTMLElement | null) => element?.setAttribute("autofocus", "");

/** The platform's own modal dialog: it holds the focus, makes the rest inert and gives the focus back. */
export function Dialog({ open, onClose, title, children, footer, urgent }: DialogProps) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    <dialog
      ref={box}
      role={urgent ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={urgent ? `${id}-body` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto w-full max-w-lg rounded-control border border-line bg-panel p-0 text-ink shadow-float max-sm:mb-0 max-sm:max-w-none max-sm:rounded-b-none"
    >
      {open ? (
        <div className="flex max-h-[85dvh] flex-col">
          <div className="flex items-start justify-between gap-4 border-b border-line px-4 py-3">
            <h2 id={`${id}-title`} className="text-lead">{title}</h2>
            <button type="button" onClick={onClose} aria-label="Close" className="touch -m-1 rounded-control p-1.5 hover:bg-sunken max-sm:px-3.5">
              <X aria-hidden className="size-4" />
            </button>
          </div>
          <div id={`${id}-body`} className="overflow-y-auto px-4 py-3">{children}</div>
          {footer ? <div className="flex flex-wrap items-start justify-end gap-2 border-t border-line px-4 py-3">{footer}</div> : null}
        </div>
      ) : null}
    </dialog>
  );
}
