import { OfInstant } from '../../../policy/rows/sqlText.js';
import type { SqlFragment } from '../../../policy/types.js';

/** Parts of walls as texts of one statement, and their values as a request of this instant runs it. */
export function textsAt(
  fragments: readonly SqlFragment[],
  asOf: string,
): { readonly texts: readonly string[]; readonly values: unknown[] } {
  const values: unknown[] = [];
  const texts = fragments.map(({ strings, values: own }) =>
    strings.reduce((text, part, index) => {
      const value = own[index - 1];
      values.push(value instanceof OfInstant ? value.at(asOf) : value);
      return `${text}$${values.length}${part}`;
    }),
  );
  return { texts, values };
}
