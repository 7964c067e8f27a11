import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Transaction, WritableDatabase } from '../../../storage/types.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All entries are invented.
const { databases } = await ownIngestDatabase();

/** A database whose transactions are asked for the plan of each statement that joins staged rows, before it is run. */
function explained(inner: WritableDatabase, plans: string[]): WritableDatabase {
  return {
    ...inner,
    transaction: (run) =>
      inner.transaction((transaction: Transaction) =>
        run({
          ...transaction,
          exec: async (text: string, values?: readonly unknown[]) => {
            if (/^\s*(update|insert into) persons\.staged\b/.test(text) && /from/.test(text)) {
              const plan = await transaction.exec<Record<string, string>>(`explain ${text}`, values);
              plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
            }
            return await transaction.exec(text, values);
          },
        } as Transaction),
      ),
  };
}

describe('the end of staging', () => {
  const list = (name: string) => {
    const rows = Array.from(
      { length: 2000 },
      (_, index) =>
        `${index + 1},"${name} ${index}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1 Jan 1970."`,
    );
    return writeFile('sdn.csv', rows.join('\n'));
  };

  it.each([
    ['a dry run', true],
    ['a run', false],
  ])(
    'in %s compares no staged row with each other: PostgreSQL has no statistics of them, and 200,000 were not done in ten minutes',
    async (_, check) => {
      const format = formats.get('ofac-sdn');
      if (!format) throw new Error('no format');
      const run = (name: string, more: { databases: typeof databases; check?: boolean }) =>
        ingest({
          format,
          files: [list(name)],
          envelope: { originator: 'EU-SANCTIONS-DESK' },
          limits: { whole: true },
          linkKey,
          policy: loadPolicy(),
          ...testRun(),
          ...more,
        });
      await run('EXEMPLAROV', { databases });
      const plans: string[] = [];
      const persons = explained(databases.persons, plans);
      const result = await run(`SPECIMEN ${check}`, { databases: { ...databases, persons }, check });
      expect(result).toMatchObject({ read: 2000, changed: 2000 });
      expect(plans.length).toBeGreaterThanOrEqual(2);
      for (const plan of plans) expect(plan).not.toContain('Nested Loop');
    },
  );
});
