import type { FileHead, Recognition } from '../../format.js';
import { headRows } from '../../tables/headRows.js';
import { type OfacRole, toOfacRole } from './roles.js';

/** Rows that are looked at. */
const looked = 50;

/**
 * A file of an OFAC delivery: most of its first rows have the form of one of the four files. The continued remarks are
 * a number and a text, as many a file is: those need their name as well.
 */
export function recogniseOfac({ name, text }: FileHead): Recognition | null {
  const rows = headRows(text, ',').slice(0, looked);
  const counts = new Map<OfacRole, number>();
  for (const row of rows) {
    const role = toOfacRole(row);
    if (role !== null) counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  for (const [part, count] of counts) {
    const plausible = part !== 'comments' || /comment/i.test(name);
    if (plausible && count * 2 > rows.length) return { version: 'legacy', part };
  }
  return null;
}
