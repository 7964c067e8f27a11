import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportFormats } from '../../../../gateway/export/formats/index.js';
import { openArchive } from '../../../../gateway/export/formats/verification/archive.js';
import { bytesOf, writeExport } from '../support/exports.js';
import { everyField, productRows } from '../support/productRows.js';

let made = 0;
const next = (): number => {
  made += 1;
  return made;
};
/** Each text and each id is there once, so that none is left out as one that was told before. */
const invented = {
  text: fc.constant(null).map(() => `value${next()};`),
  id: fc.constant(null).map(() => String(next())),
};

/** All that a file says, unpacked. */
async function textOf(file: Buffer): Promise<string> {
  if (!file.subarray(0, 2).equals(Buffer.from('PK'))) return file.toString('utf8');
  const pieces: Uint8Array[] = [];
  for (const member of await openArchive(bytesOf(file)))
    for await (const piece of await member.read()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function valuesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^value\d+;$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}

describe.each(Object.entries(exportFormats))('the export as %s', (_, format) => {
  it.each([
    ...['persons', 'organizations', 'vessels', 'aircraftRecords'],
    ...['seizures', 'incidents', 'jointOperations', 'consignments'],
  ])('tells every value of every row of %s', async (field) => {
    const { root } = everyField(field, 3);
    await fc.assert(
      fc.asyncProperty(
        fc.constant(null).chain(() => productRows(root, invented)),
        async (rows) => {
          const text = await textOf(writeExport(format, root, [rows]));
          const lost = valuesIn(rows.map(({ record }) => record)).filter((value) => !text.includes(value));
          expect(lost.map((value) => placeOf(rows, value))).toEqual([]);
        },
      ),
      { numRuns: process.env.TEST_CRAWL === 'whole' ? 30 : 3, endOnFailure: true },
    );
  });
});

/** Where a value is, for the message of a failure. */
function placeOf(holder: unknown, value: string): string {
  for (const [name, member] of Object.entries(holder as object)) {
    if (member === value) return name;
    if (valuesIn(member).includes(value)) return `${name}.${placeOf(member, value)}`;
  }
  return '';
}
