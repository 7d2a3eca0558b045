"use client";

import clsx from "clsx";
import { useId, type ComponentProps, type MouseEvent, type ReactNode } from "react";
import { buttonLook, type Tone } from "./button-look";
import { Link } from "./link";

interface Shared {
  tone?: Tone;
  icon?: ReactNode;
  /** Why this cannot be done now. Said on the button itself, before the click. */
  barred?: string | null;
}

/** The reason under a barred control: visible, and its description for assistive technology. */
function Barred({ id, reason }: { id: string; reason: string }) {
  return (
    <span id={id} className="block max-w-80 text-small text-ink-muted">
      {reason}
    </span>
  );
}

type ButtonProps = Shared &
  ComponentProps<"button"> & {
    /** Work is under way: the button keeps its focus and its width, and a second press does nothing. */
    busy?: boolean;
    busyLabel?: string;
  };

/** A button stays focusable while it is busy or barred, so that its reason can be reached by keyboard. */
export function Button({ tone, icon, barred, busy, busyLabel = "Working…", className, children, onClick, type = "button", ...rest }: ButtonProps) {
  const id = useId();
  const inactive = Boolean(barred) || Boolean(busy);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (inactive) return event.preventDefault();
    onClick?.(event);
  };
  const described = clsx(barred && id, rest["aria-describedby"]) || undefined;
  const button = (
    <button
      {...rest}
      type={type}
      onClick={press}
      aria-disabled={inactive || undefined}
      aria-busy={busy || undefined}
      aria-describedby={described}
      className={clsx(buttonLook(tone, Boolean(barred)), busy && "opacity-70", className)}
    >
      {icon}
      <span className="grid">
        {/* Both labels share one place, so that nothing moves when work begins. */}
        <span className={clsx("[grid-area:1/1]", busy && "invisible")}>{children}</span>
        {busy ? <span className="[grid-area:1/1]">{busyLabel}</span> : null}
      </span>
    </button>
  );
  if (!barred) return button;
  return (
    <span className="inline-flex flex-col items-start gap-1">
      {button}
      <Barred id={id} reason={barred} />
    </span>
  );
}

type ButtonLinkProps = Shared & { href: string; children: ReactNode; className?: string };

/** A link that looks like a button. Barred, it is no link at all, and says why. */
export function ButtonLink({ tone, icon, barred, href, children, className }: ButtonLinkProps) {
  const id = useId();
  if (!barred) {
    return (
      <Link href={href} className={clsx(buttonLook(tone), className)}>
        {icon}
        {children}
      </Link>
    );
  }
  return (
    <span className="inline-flex flex-col items-start gap-1">
      <span role="link" aria-disabled="true" tabIndex={0} aria-describedby={id} className={clsx(buttonLook(tone, true), className)}>
        {icon}
        {children}
      </span>
      <Barred id={id} reason={barred} />
    </span>
  );
}
