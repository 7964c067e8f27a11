import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/**
 * The lines of a CSV file, under their headings.
 *
 * @throws Error where a line or a heading is missing: what is skipped in silence is not measured
 */
export function readCsv(file, headings) {
  const rows = parse(readFileSync(file), { columns: true, bom: true });
  if (rows.length === 0) throw new Error(`${file}: no lines`);
  for (const heading of headings)
    for (const [index, row] of rows.entries())
      if (!row[heading]) throw new Error(`${file}: line ${index + 2} has no ${heading}`);
  return rows;
}
