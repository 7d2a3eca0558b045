/** The ways of asking a payee, in the order in which they are offered. */
export const callBackWays = ["phone", "video", "in_person", "letter"] as const;
export type CallBackWay = (typeof callBackWays)[number];

export const callBackWayWords: Record<CallBackWay, string> = {
  phone: "By phone",
  video: "By video call",
  in_person: "In person",
  letter: "By letter",
};

export const callBackLimits = { contact: 200, source: 200, note: 500 } as const;

/** A call-back is recorded while it is fresh. */
export const callBackDays = 30;

/** What the form holds, as it was typed. */
export interface CallBackValues {
  /** Of the name and account that were shown: another payee cannot be confirmed by it. */
  mark: string;
  how: CallBackWay;
  /** With whom. */
  contact: string;
  /** Where the number or address was taken from. */
  source: string;
  note: string;
  /** `YYYY-MM-DD` and `HH:MM` in the company's time zone. */
  day: string;
  time: string;
}
