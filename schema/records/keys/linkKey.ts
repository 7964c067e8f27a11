import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';

const words = Object.values<RecordDescription>(records).flatMap(({ links, kind }) => (links ? [kind] : []));

/** The key of a link that a record asserts, as a regular expression of JavaScript and PostgreSQL; no record may state one. */
export const linkKeyPattern = `/(?:${words.join('|')})/[1-9][0-9]*$`;
