"use client";

import NextLink from "next/link";
import { useState, type ComponentProps } from "react";

/**
 * The link of the desk. Next's own asks the server for the page behind every link that is in view, some forty questions for each
 * page that somebody opens; here the page is asked for once somebody points at the link or reaches it with the keyboard, so that
 * it is there with the click. `prefetch={false}`: not even then, for rows that a mouse runs over.
 */
export function Link({ prefetch, onMouseEnter, onFocus, ...rest }: ComponentProps<typeof NextLink>) {
  const [wanted, setWanted] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={wanted ? prefetch : false}
      onMouseEnter={(event) => {
        setWanted(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        onFocus?.(event);
      }}
    />
  );
}
