"use client";

import { Download } from "lucide-react";
import { DownloadLink } from "@/components/ui/download-link";
import { Menu } from "@/components/ui/menu";
import { listSearch } from "@/lib/lists/address";
import type { ListPlace } from "./use-list-address";

const formats = [
  ["csv", "CSV"],
  ["xlsx", "XLSX"],
] as const;

/** Everything that is filtered, however much it is, with the columns that are shown. */
export function DownloadMenu({ place, shown, barred }: { place: ListPlace; shown: readonly string[]; barred: boolean }) {
  const { list, typed, sort } = place;
  const href = (format: string) => {
    const search = listSearch(list, { typed, sort, columns: shown });
    search.set("format", format);
    return `/api/downloads/lists/${list.name}?${search}`;
  };
  return (
    <Menu label="Download" icon={<Download aria-hidden className="size-4" />}>
      {() =>
        barred ? (
          <p className="px-2.5 py-1.5 text-ink-muted">Files can be made once the list can be filtered.</p>
        ) : (
          <ul>
            {formats.map(([format, word]) => (
              <li key={format} className="px-2.5 py-1">
                <DownloadLink href={href(format)} what={`all ${list.nouns[1]} with these filters as ${word}`}>
                  {word}
                </DownloadLink>
              </li>
            ))}
          </ul>
        )
      }
    </Menu>
  );
}
