"use client";

import { useState } from "react";
import { nothingSelected, type Selection } from "./selection";

/** What is selected in a list; other filters are another list, where nothing is selected yet. */
export function useSelection(filtered: string): readonly [Selection, (selection: Selection) => void] {
  const [kept, keep] = useState({ filtered, selection: nothingSelected });
  return [kept.filtered === filtered ? kept.selection : nothingSelected, (selection) => keep({ filtered, selection })];
}
