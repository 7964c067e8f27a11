import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';

const words = Object.values<RecordDescription>(records).flatMap(({ links, kind }) => (links ? [kind] : []));

/** Matches the key of a link that a record asserts, in JavaScript and PostgreSQL; no record may state such a key. */
export const linkKeyPattern = `/(?:${words.join('|')})/[1-9][0-9]*$`;
