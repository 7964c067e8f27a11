import { describe, expect, it } from '@jest/globals';
import { type ExportFormatName, exportFormats } from '../../../gateway/export/formats/index.js';
import { openArchive } from '../../../gateway/export/formats/verification/archive.js';
import { mayExport } from '../../../policy/exportRight.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { rank } from '../../../policy/types.js';
import { fileOf } from '../../gateway/export/exporting.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openWorlds } from './worlds.js';

/* Each officer who may export takes all persons along from both worlds: nobody of whom he may not know is in a file, nor in its shape. */
const worlds = closedAfter(await openWorlds('oracle', ['LENT', 'LENT_PROTECTED', 'INVISIBLE']));

const query = `{ persons(first: 7) { edges { node { name names { name kind } birthDate gender nationality birthPlace
  identifications { type country number } matches(first: 5) { state matches { score matchedName person { name } } }
  relations(first: 3) { edges { node { kind statedName } } } seizures(first: 3) { edges { node { role statedName } } } } } } }`;

/** What is another text each time: ids, instants, hashes, places in the log, and so the order of the rows. */
const another =
  /\b[a-z]+[_-][0-9a-z]{24}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|\b[0-9a-f]{64}\b|[\w+/-]{43}=?|\btest-[0-9a-f]{8}\b/g;

/** The lines of a file, without that, in an order of their own. */
async function linesOf(format: ExportFormatName, bytes: Buffer): Promise<readonly string[]> {
  let text = bytes.toString('utf8');
  if (format === 'csv') {
    text = '';
    for (const member of await openArchive(fileOf(bytes))) {
      text += `\n${member.name}\n`;
      for await (const piece of await member.read()) text += Buffer.from(piece).toString('utf8');
    }
  }
  const plain = text
    .replaceAll(another, '*')
    .replaceAll(/"(row|index)":\d+|(key="._(?:row|index)">)\d+/gi, '$1$2')
    // Of entities the header, which the first one has.
    .replaceAll(/,"header":(\{[^{}]*\})(.*)/g, '$2\n$1')
    // Of tables the numbers of rows, holders and pages.
    .replaceAll(/^\d+,\d*,/gm, ',')
    .replaceAll(/,\d+\r$/gm, '');
  return plain.split('\n').sort();
}

describe('two worlds that differ in a datum of records that an officer may not know of', () => {
  const names = Object.keys(exportFormats) as ExportFormatName[];
  it.each(names)('give the same file as %s, but for ids, instants and receipts, in as many parts', async (format) => {
    const policy = loadPolicy();
    const exporting = worlds.officers.filter(({ facts }) => mayExport(policy, facts));
    expect(new Set(exporting.map(({ kind }) => kind)).size).toBeGreaterThan(2);
    for (const officer of exporting) {
      for (const hidden of worlds.hidden) expect(worlds.bestOn(officer, hidden)).toBeLessThan(rank.MASKED);
      const taken = await Promise.all(
        worlds.both.map((world) => world.take(officer, 'takes', query, exportFormats[format].mediaType)),
      );
      const [one, other] = await Promise.all(taken.map(({ bytes }) => linesOf(format, bytes)));
      expect(one?.length).toBeGreaterThan(20);
      expect(one).toEqual(other);
      const [first, second] = taken;
      expect([first?.status, first?.parts]).toEqual([200, second?.parts]);
      expect(first?.parts).toBeGreaterThan(2);
    }
  });
});
