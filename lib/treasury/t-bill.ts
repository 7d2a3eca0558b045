import { Exact } from "./exact";
import { cents, type Cents } from "./money";

/** One unit of quantity is $100 of face value. */
const unitFace = 10_000;

/** What bills pay at maturity, in cents. `quantity` counts $100 face units. */
export const faceValue = (quantity: number): Cents => cents(quantity * unitFace);

/** Market value, or notional of a trade, in cents: round half up(quantity x price x 100); `price` is text per $100 of face value. */
export const marketValue = (quantity: number, price: string): Cents =>
  cents(new Exact(price).times(quantity).times(100).toDecimalPlaces(0).toNumber());
