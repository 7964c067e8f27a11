import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endProvenance, keepHistory } from '../../../ingest/publishing/statements.js';
import { withAdmin } from '../../../storage/roles.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ sources: ['persons'] });
});
afterAll(async () => {
  await database?.close();
});

const provenance = (source: string, rows: number) => `
  insert into persons.provenance (record_table, record_id, source, source_ref, originator, version, run_id, format,
    format_version, file_name, file_sha256, line, content_hash, content, recorded_at)
  select 'persons.person', '${source}-' || n, '${source}', n::text, 'NL-CUSTOMS', 1, 'r', 'f', '1', 'f', 'h', 1, 'h', '', now()
  from generate_series(1, ${rows}) n`;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

const scansOf = (table: string, plan: Plan): Plan[] => [
  ...(plan['Relation Name'] === table && 'Alias' in plan ? [plan] : []),
  ...(plan.Plans ?? []).flatMap((inner) => scansOf(table, inner)),
];

describe('statements that publish', () => {
  it('find each row by its key in a source that the statistics do not know: each was compared with all published', async () => {
    await withAdmin(database.adminUrl, async (admin) => {
      await admin.query(`alter table persons.provenance set (autovacuum_enabled = off);
        alter table persons.staged set (autovacuum_enabled = off)`);
      await admin.query(provenance('known', 20_000));
      await admin.query('analyze persons.provenance');
      await admin.query(provenance('new', 5_000));
      await admin.query(`insert into persons.staged (run_id, seq, part, record_table, source_ref, action)
        select 'run', n, 0, 'persons.person', n::text, 'NEW' from generate_series(1, 5000) n`);
      await admin.query('analyze persons.staged');
      const values = ['run', 1, 1000, 'new', 'NL-CUSTOMS', new Date().toISOString()];
      await admin.query(`set plan_cache_mode = force_custom_plan`);
      for (const statement of [endProvenance('persons'), keepHistory('persons')]) {
        const used = statement.includes('$6') ? values : values.slice(0, 5);
        const { rows } = await admin.query(`explain (format json) ${statement}`, used);
        const [scan, ...others] = scansOf('provenance', rows[0]['QUERY PLAN'][0].Plan).filter(
          (plan) => (plan as { readonly Operation?: string }).Operation === undefined,
        );
        expect(others).toEqual([]);
        expect(scan?.['Index Cond']).toMatch(/source_ref = s\.source_ref/);
      }
    });
  });
});
