import { envelopeFields } from '../../records/envelope.js';
import { toEntries } from './toCatalogue.js';
import type { FieldEntry } from './types.js';

/** Field of an envelope that a mapping may state; `handling` is short for `handlingCodes`. */
export type EnvelopeField = keyof typeof envelopeFields;

/** Fields of the envelope that a mapping may state, by name. */
export const envelopeCatalogue = Object.fromEntries(
  Object.entries(toEntries(envelopeFields)).map(([path, entry]) => [path.replace('[]', ''), entry]),
) as Readonly<Record<EnvelopeField, FieldEntry>>;

/** Those that are lists. */
export const envelopeLists: ReadonlySet<string> = new Set(
  Object.entries(envelopeFields).flatMap(([name, { kind }]) => (kind === 'list' ? [name] : [])),
);
