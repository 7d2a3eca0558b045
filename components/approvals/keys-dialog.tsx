"use client";

import { Keyboard } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TickField } from "@/components/ui/field";
import { useKeysOn } from "./use-shortcuts";

interface KeysProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  help: readonly { keys: readonly string[]; what: string }[];
}

/** The keys of the page, on `?` and behind a button; also where they are switched off. */
export function Keys({ open, onOpen, help }: KeysProps) {
  const [on, setOn] = useKeysOn();
  return (
    <>
      <Button tone="quiet" icon={<Keyboard aria-hidden className="size-4" />} onClick={() => onOpen(true)} className="max-sm:hidden">
        Keys
      </Button>
      <Dialog open={open} onClose={() => onOpen(false)} title="Keys of this page">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          {[...help, { keys: ["?"], what: "Show these keys" }].map(({ keys, what }) => (
            <div key={what} className="contents">
              <dt>
                {keys.map((key) => (
                  <kbd key={key} className="mr-1 rounded-small border border-line bg-sunken px-1.5 font-mono text-small">{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <TickField className="mt-4" label="Use single keys on this device" checked={on} onChange={(event) => setOn(event.target.checked)} />
      </Dialog>
    </>
  );
}
