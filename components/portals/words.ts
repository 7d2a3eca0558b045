/** Said on what changes portals to whoever may not. */
export const mayNot = "Opening and changing portals needs the role admin.";

/** The beginning and the end of an address on a chain, which is what people compare in a list. */
export const shortAddress = (address: string): string => (address.length > 16 ? `${address.slice(0, 6)}…${address.slice(-6)}` : address);
