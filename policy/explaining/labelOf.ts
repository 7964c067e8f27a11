import type { Access } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import { productAccess } from '../../schema/productAccess.js';
import { meantOrOneOf } from '../loading/mistake.js';

/**
 * The label of a field of the product's schema.
 *
 * @param at where the coordinate was given, for the error
 * @throws PortcullisError BAD_USER_INPUT with a suggestion
 */
export function labelOf(coordinate: string, at: string): Access {
  const access = productAccess();
  const label = access.of(coordinate);
  if (label) return label;
  const hint = meantOrOneOf(coordinate, access.coordinates());
  throw badUserInput(`${coordinate.slice(0, 100)} is not a field of the schema.`, { at, hint });
}
