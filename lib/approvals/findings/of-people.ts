import { several, time, type Find } from "./finder";

/** Making a format takes far longer than using it, and the same requests are compared with many others. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const hours = new Map<string, number>();
const mostHours = 50_000;

/** The hour of the day, with its minutes as a fraction, where the company is. */
function hourOf(at: string, timeZone: string): number {
  const key = `${timeZone} ${at}`;
  const known = hours.get(key);
  if (known !== undefined) return known;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clocks.set(timeZone, clock);
  const parts = clock.formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  if (hours.size >= mostHours) hours.clear();
  hours.set(key, part("hour") + part("minute") / 60);
  return hours.get(key)!;
}

export const unusualHour: Find = ({ request, past, timeZone }, { hourPercent, hourNear, hourHistory }) => {
  const own = past.filter((one) => one.initiatorId === request.initiatorId && time(one) < time(request));
  if (own.length < hourHistory) return null;
  const hour = hourOf(request.at, timeZone);
  const near = own.filter((one) => {
    const apart = Math.abs(hourOf(one.at, timeZone) - hour);
    return Math.min(apart, 24 - apart) <= hourNear;
  });
  if (near.length * 100 >= own.length * hourPercent) return null;
  const text = `An unusual hour for whoever filed it: ${near.length} of ${own.length} requests before were filed within ${hourNear === 1 ? "an hour" : `${hourNear} hours`} of this time of day.`;
  return { code: "unusual_hour", level: "caution", text, rows: near.map(({ id }) => id) };
};

export const sharedBrowser: Find = ({ sharedWith }, { sharedBrowserHours }) =>
  sharedWith.length === 0
    ? null
    : {
        code: "shared_browser",
        level: "high",
        text: `Within ${several(sharedBrowserHours, "hour", "hours")} ${sharedWith.map(({ name }) => name).join(", ")} signed in with the browser that filed this.`,
        rows: sharedWith.map(({ memberId }) => memberId),
      };

export const outsideDesk: Find = ({ outside }) =>
  outside.length === 0
    ? null
    : {
        code: "outside_desk",
        level: "high",
        text: `${outside.map(({ what }) => what).join(", ")} outside this desk: nothing here was asked, and no rule of the policy was applied.`,
        rows: outside.map(({ memberId }) => memberId),
      };
