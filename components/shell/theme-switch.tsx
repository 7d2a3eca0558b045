"use client";

import { useState } from "react";
import { applyTheme, keepPreference } from "./preference";

const themes = [
  ["", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

export function ThemeSwitch({ initial }: { initial: "light" | "dark" | null }) {
  const [theme, setTheme] = useState<string>(initial ?? "");
  const choose = (value: string) => {
    setTheme(value);
    keepPreference("theme", value || null);
    applyTheme(value);
  };
  return (
    <fieldset>
      <legend className="mb-1 text-small text-ink-muted">Appearance</legend>
      <div className="flex rounded-control border border-line">
        {themes.map(([value, label]) => (
          <label
            key={label}
            className="touch flex flex-1 items-center justify-center rounded-control px-2 py-1 has-checked:bg-accent-soft has-checked:font-strong has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input type="radio" name="theme" value={value} checked={theme === value} onChange={() => choose(value)} className="sr-only" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
