import { mappedSources } from '../../../policy/mayOriginate.js';

/** The source where a file's name says nothing. */
export const unnamed = `${mappedSources}-register`;

/** Longest name of a register; a source has at most 63 characters. */
const longest = 40;

/**
 * The source that a file's name suggests: `mapped-watch-list` for `Watch List 2026-01-31.csv`. Dates, numbers and packing are
 * left out, since they change with each delivery.
 */
export function toSourceName(file: string): string {
  const words = file
    .replace(/(?:\.[a-z][a-z0-9]{0,7}){1,3}$/i, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => /[a-z]/.test(word));
  const name = words.join('-').slice(0, longest).replace(/-+$/, '');
  return name === '' || name === 'standard-input' ? unnamed : `${mappedSources}-${name}`;
}
