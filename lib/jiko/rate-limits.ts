/**
 * Jiko's rate limits, per OAuth client and user. Source: Jiko's guide on rate limits (documented), except `unlisted`,
 * which stands for the operations whose limit is not published (assumed).
 */
export const rateLimits = {
  agreements: { perMinute: 300 },
  counterparties: { perMinute: 300 },
  customer: { perMinute: 300 },
  notifications: { perMinute: 300 },
  portals: { perMinute: 300 },
  reports: { perMinute: 300 },
  subscriptions: { perMinute: 300 },
  team: { perMinute: 300 },
  "trading-strategies": { perMinute: 300 },
  user: { perMinute: 300 },
  pockets: { perMinute: 120 },
  trades: { perMinute: 120 },
  transactions: { perMinute: 120 },
  "transfer-requests-read": { perMinute: 120 },
  "transfer-requests-create": { perMinute: 60, perSecond: 1 },
  unlisted: { perMinute: 120 },
} as const satisfies Record<string, { perMinute: number; perSecond?: number }>;

export type RateGroup = keyof typeof rateLimits;
