import { describe, expect, it } from '@jest/globals';
import { runCheck } from '../../../cli/ingest/mapping.js';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import { loadMapping } from '../../../ingest/mapping/parse/load.js';
import type { Limits } from '../../../ingest/run/limits.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { isPortcullisError } from '../../../schema/errors.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../ingest/support/samples.js';

// All rows are invented.
const { databases } = await ownIngestDatabase();
const policy = loadPolicy();
const mapping = (source: string, more = '') => `version: 1
source: mapped-${source}
kind: person
input: {type: csv, where: {column: skip, empty: true}}
key: id
fields:
  names: name
  birthDates: {column: born, onError: reject}
${more}`;

const header = 'id,name,born,skip';
const good = (id: number) => `${id},EXEMPLAROV ${id},1970-01-31,`;
const bad = (id: number) => `${id},MUSTERFRAU ${id},soon,`;

interface Case {
  readonly what: string;
  readonly rows: readonly string[];
  readonly limits?: Limits;
  readonly more?: string;
  readonly verdict: 'TAKEN' | 'ROLLED_BACK' | 'REFUSED';
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  { what: 'every row is good', rows: [header, good(1), good(2)], verdict: 'TAKEN', says: /^The mapping fits\.$/ },
  {
    what: 'one row of four is bad',
    rows: [header, good(1), bad(2), good(3), good(4)],
    verdict: 'TAKEN',
    says: /^Ingest would take the file: 3 to be stored, 1 to quarantine\.$/,
  },
  {
    what: 'one row of four is bad, and as many are allowed',
    rows: [header, good(1), bad(2), good(3), good(4)],
    limits: { maxBadPercent: 25 },
    verdict: 'TAKEN',
    says: /3 to be stored, 1 to quarantine/,
  },
  {
    what: 'one row of four is bad, and fewer are allowed',
    rows: [header, good(1), bad(2), good(3), good(4)],
    limits: { maxBadPercent: 24 },
    verdict: 'ROLLED_BACK',
    says: /^Ingest would take the run back: 1 of 4 rows cannot be read, more than --max-bad 24%\.$/,
  },
  {
    what: 'rows that `where` leaves out are many, and no part of the share',
    rows: [header, good(1), bad(2), ...[3, 4, 5, 6, 7].map((id) => `${id},x,,y`)],
    limits: { maxBadPercent: 40 },
    verdict: 'ROLLED_BACK',
    says: /1 of 2 rows/,
  },
  {
    what: 'rows of one key make one record',
    rows: [header, good(1), good(1), good(1), bad(2)],
    more: 'sameKey: merge\n',
    limits: { maxBadPercent: 40 },
    verdict: 'ROLLED_BACK',
    says: /1 of 2 rows/,
  },
  { what: 'a line is broken', rows: [header, good(1), '2,"open'], verdict: 'TAKEN', says: /1 to quarantine/ },
  { what: 'no row is good', rows: [header, bad(1)], verdict: 'TAKEN', says: /0 to be stored, 1 to quarantine/ },
  { what: 'there is no row', rows: [header], verdict: 'TAKEN', says: /^The mapping fits\.$/ },
  {
    what: 'a column is missing',
    rows: ['id,name,skip', '1,EXEMPLAROV,'],
    verdict: 'REFUSED',
    says: /^Ingest would refuse the file: the mapping reads columns that it does not have\.$/,
  },
];

describe('mapping --check says what ingest does with the file', () => {
  it.each(cases.map((one, index) => ({ ...one, index })))(
    'where $what',
    async ({ index, rows, limits = {}, more, verdict, says }) => {
      const path = writeFile('m.yaml', mapping(`verdict-${index}`, more));
      const file = writeFile('people.csv', `${rows.join('\n')}\n`);
      const lines: string[] = [];
      const out = (line: string) => void lines.push(line);
      const shared = {
        mapping: path,
        file,
        limits,
        values: true,
        variable: () => undefined,
        beforeQuery: async () => undefined,
      };
      const code = await runCheck({ ...shared, json: false, out });
      expect(lines.at(-1)).toMatch(says);
      expect(code).toBe(verdict === 'TAKEN' ? 0 : 1);
      const json: string[] = [];
      await runCheck({ ...shared, json: true, out: (line) => void json.push(line) });
      const found = JSON.parse(json[0] ?? '') as { verdict: string; records: number; rejected: number };
      expect(found.verdict).toBe(verdict);

      const format = createMappedFormat(await loadMapping(path));
      const run = { format, files: [file], envelope: { originator: 'NL-CUSTOMS' }, databases, linkKey, policy, limits };
      const ingested = await ingest({ ...run, ...testRun() }).catch((error: unknown) => error);
      if (isPortcullisError(ingested)) {
        expect(ingested.code).toBe(verdict === 'REFUSED' ? 'BAD_USER_INPUT' : 'INGEST_ROLLED_BACK');
        expect(verdict).not.toBe('TAKEN');
      } else expect(ingested).toMatchObject({ state: 'DONE', added: found.records, quarantined: found.rejected });
    },
  );
});
