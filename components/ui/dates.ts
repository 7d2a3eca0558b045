const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];

const writers = new Map<string, Intl.DateTimeFormat>();

/** Parts of an instant in a zone. Only digits and the zone's name are taken from Intl: its punctuation differs between engines. */
function partsOf(instant: string, timeZone: string) {
  let writer = writers.get(timeZone);
  if (!writer) {
    writer = new Intl.DateTimeFormat("en-US", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
    writers.set(timeZone, writer);
  }
  const found = Object.fromEntries(writer.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return { day: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}`, zone: found.timeZoneName ?? "" };
}

/** `2026-07-15` → `Jul 15, 2026`. A calendar day has no zone and is never shifted. */
export function writeDay(day: string): string {
  const [year, month, date] = day.split("-");
  return `${months[Number(month) - 1]} ${Number(date)}, ${year}`;
}

/** `2026-07` or `2026-07-01` → `July 2026`, or `Jul 2026` where columns are narrow. */
export const writeMonth = (day: string, names: "long" | "short" = "long"): string =>
  `${(names === "long" ? longMonths : months)[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** `2026-07-15`, the day of an instant in the zone. */
export const dayIn = (instant: string, timeZone: string): string => partsOf(instant, timeZone).day;

/** `Jul 15, 2026, 14:02 EDT` */
export function writeInstant(instant: string, timeZone: string): string {
  const { day, time, zone } = partsOf(instant, timeZone);
  return `${writeDay(day)}, ${time} ${zone}`;
}

/** `2026-07-15 14:02 EDT`, for tables. */
export function tableInstant(instant: string, timeZone: string): string {
  const { day, time, zone } = partsOf(instant, timeZone);
  return `${day} ${time} ${zone}`;
}

/** `14:02 EDT` */
export function writeTime(instant: string, timeZone: string): string {
  const { time, zone } = partsOf(instant, timeZone);
  return `${time} ${zone}`;
}

/** The instant at which a calendar day begins in a zone, as UTC text; `days` later where asked (the day after ends a range). */
export function startOfDay(day: string, timeZone: string, days = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  // The offset is read at the guess and once more at its correction, which settles days on which clocks change.
  let guess = midnight;
  for (let turn = 0; turn < 2; turn++) {
    const { day: there, time } = partsOf(new Date(guess).toISOString(), timeZone);
    guess += midnight - Date.parse(`${there}T${time}:00Z`);
  }
  return new Date(guess).toISOString();
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** `3 hours`, the size of a span in its largest unit; always beside the absolute time. */
export function writeAge(fromInstant: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(fromInstant)) / 1000);
  for (const [unit, size] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "less than a minute";
}
