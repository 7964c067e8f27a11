import { childrenOf } from './description/columns.js';
import type { RecordDescription } from './description/record.js';
import { records } from './index.js';

/** Prefixes of our public ids, those of links included. */
export const idPrefixes: ReadonlySet<string> = new Set(
  Object.values<RecordDescription>(records).flatMap(({ idPrefix, fields }) => [
    idPrefix,
    ...childrenOf(fields).flatMap(({ field }) => field.idPrefix ?? []),
  ]),
);

/** True for a text with the form of a public id of ours: `person_` and 24 letters a to z and digits 2 to 7. */
export function isPublicId(text: string): boolean {
  const [, prefix = '', rest = ''] = /^([a-z]+)_(.*)$/.exec(text) ?? [];
  return idPrefixes.has(prefix) && /^[a-z2-7]{24}$/.test(rest);
}
