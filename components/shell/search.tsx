"use client";

import { Search as Glass } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

// It comes when it is first wanted: no page pays for it.
const SearchDialog = dynamic(() => import("./search-dialog"), { ssr: false });

/** The way to everything by name: a button, and ctrl-k or cmd-k wherever one is. */
export function Search() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
      // Another dialog asks something that must be answered first; in our own the key closes it again.
      if (document.querySelector("dialog[open]:not([data-search])")) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={show}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="no-print touch inline-flex items-center gap-2 rounded-control border border-line px-2.5 py-1 text-ink-muted hover:bg-sunken hover:text-ink max-sm:border-0"
      >
        <Glass aria-hidden className="size-4 flex-none" />
        <span className="max-sm:sr-only">Search</span>
        <kbd aria-hidden className="font-sans text-small max-md:hidden">ctrl K</kbd>
      </button>
      {wanted ? <SearchDialog open={open} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
