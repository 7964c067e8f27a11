import { OfInstant } from '../../../policy/rows/sqlText.js';

/** A value of a wall as a request of this instant runs it. */
export function valueAt(value: unknown, asOf: string): unknown {
  return value instanceof OfInstant ? value.at(asOf) : value;
}
