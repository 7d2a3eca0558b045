import clsx from "clsx";

export type Tone = "plain" | "primary" | "danger" | "quiet";

const tones: Record<Tone, string> = {
  plain: "border-line-strong bg-panel hover:bg-sunken",
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  danger: "border-transparent bg-danger text-on-danger hover:opacity-90",
  quiet: "border-transparent text-accent hover:bg-sunken",
};

export const buttonLook = (tone: Tone = "plain", inactive = false) =>
  clsx(
    "touch inline-flex min-h-8 items-center justify-center gap-1.5 rounded-control border px-3 py-1 text-center font-strong no-underline transition-opacity duration-[120ms]",
    inactive ? "border-line bg-sunken text-ink-muted" : tones[tone],
  );
