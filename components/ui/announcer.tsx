type Urgency = "polite" | "assertive";

/** Says something to screen readers. The regions stand in the shell from the first paint, or nothing would be read. */
export function announce(message: string, urgency: Urgency = "polite"): void {
  const region = document.getElementById(`announcer-${urgency}`);
  if (!region) return;
  // The same sentence twice in a row is read again only when the text changed in between.
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}

export function Announcer() {
  return (
    <>
      <div id="announcer-polite" role="status" aria-live="polite" className="sr-only" />
      <div id="announcer-assertive" role="alert" aria-live="assertive" className="sr-only" />
    </>
  );
}
