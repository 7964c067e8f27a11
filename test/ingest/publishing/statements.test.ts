import { describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import {
  endProvenance,
  insertChildren,
  keepHistory,
  noteEnvelopes,
  upsert,
  withdraw,
  writeProvenance,
} from '../../../ingest/publishing/statements.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { tableColumns } from '../../../storage/pool/tableColumns.js';
import { withAdmin } from '../../../storage/roles.js';
import { createTestDatabase } from '../../support/postgres.js';

const provenance = (source: string, rows: number) => `
  insert into persons.provenance (record_table, record_id, source, source_ref, originator, version, run_id, format,
    format_version, file_name, file_sha256, line, content_hash, content, recorded_at)
  select 'persons.person', '${source}-' || n, '${source}', n::text, 'NL-CUSTOMS', 1, 'r', 'f', '1', 'f', 'h', 1, 'h', '', now()
  from generate_series(1, ${rows}) n`;

const stage = (source: string, table: string, rows: number) => `
  insert into ${source}.staged (run_id, seq, part, record_table, source_ref, action)
  select 'run', n, 0, '${table}', n::text, 'NEW' from generate_series(1, ${rows}) n`;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Node Type': string;
  readonly Operation?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

const scansOf = (table: string, plan: Plan): Plan[] => [
  ...(plan['Relation Name'] === table && plan.Operation === undefined ? [plan] : []),
  ...(plan.Plans ?? []).flatMap((inner) => scansOf(table, inner)),
];

/** Where a statement reads the stored rows of a table: by index with these conditions. */
async function readsOf(admin: Client, table: string, statement: string): Promise<string[]> {
  const used = new Set(statement.match(/\$\d+/g)).size;
  const values = ['run', 1, 1000, 'new', 'NL-CUSTOMS', new Date().toISOString(), 'f', '1', ['f'], ['h']].slice(0, used);
  const { rows } = await admin.query(`explain (format json) ${statement}`, values);
  return scansOf(table, rows[0]['QUERY PLAN'][0].Plan).map((scan) => scan['Index Cond'] ?? scan['Node Type']);
}

/** A database whose tables keep the statistics that they have. */
async function withoutVacuum(tables: readonly string[], run: (admin: Client) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ sources: ['persons', 'incidents'] });
  try {
    await withAdmin(database.adminUrl, async (admin) => {
      for (const table of tables) await admin.query(`alter table ${table} set (autovacuum_enabled = off)`);
      await admin.query('set plan_cache_mode = force_custom_plan');
      await run(admin);
    });
  } finally {
    await database.close();
  }
}

describe('statements that publish', () => {
  it('find each row by its key in a source that the statistics do not know: each was compared with all published', async () => {
    await withoutVacuum(['persons.provenance', 'persons.staged'], async (admin) => {
      await admin.query(provenance('known', 20_000));
      await admin.query('analyze persons.provenance');
      await admin.query(provenance('new', 5_000));
      await admin.query(stage('persons', 'persons.person', 5_000));
      await admin.query('analyze persons.staged');
      const byKey = expect.stringMatching(/source_ref = s\.source_ref/);
      expect(await readsOf(admin, 'provenance', keepHistory('persons'))).toEqual([byKey]);
      expect(await readsOf(admin, 'provenance', endProvenance('persons'))).toEqual([
        byKey,
        expect.stringMatching(/record_id = p\.record_id/),
      ]);
    });
  });

  it('find each row by its key in tables without statistics: a first run compared each with all of its agency', async () => {
    await withoutVacuum(['incidents.incident', 'incidents.staged'], async (admin) => {
      await admin.query(`insert into incidents.incident (id, ref, originator, source, source_ref, content_hash)
        select n::text, n::text, 'NL-CUSTOMS', 'new', n::text, 'h' from generate_series(1, 2000) n`);
      await admin.query(stage('incidents', 'incidents.incident', 2_000));
      const byKey = expect.stringMatching(/originator = .*source_ref = s\.source_ref/);
      const table = 'incidents.incident';
      expect(await readsOf(admin, 'incident', writeProvenance(table, 'incidents'))).toEqual([byKey]);
      expect(await readsOf(admin, 'incident', withdraw(table, 'incidents'))).toEqual([
        byKey,
        expect.stringMatching(/id = t\.id/),
      ]);
    });
  });

  it('have Citus read the rows and write them itself, for what is asked once a statement: it sent SQL that does not parse', async () => {
    const database = await createTestDatabase({ sources: ['cargo'] });
    const opened = openDatabase(database.adminUrl, { source: 'cargo' });
    try {
      const [consignment, item] = ['cargo.consignment', 'cargo.goods_item'];
      const of = (table: string) => tableColumns(opened, table);
      for (const statement of [
        noteEnvelopes(consignment, 'cargo'),
        upsert(consignment, await of(consignment), 'cargo'),
        insertChildren(consignment, item, await of(item), 'cargo'),
        writeProvenance(consignment, 'cargo'),
      ]) {
        const used = new Set(statement.match(/\$\d+/g)).size;
        const values = ['run', 1, 1000, 'new', 'NL-CUSTOMS', new Date().toISOString(), 'f', '1', ['f'], ['h']];
        const { rows } = await withAdmin(database.adminUrl, (admin) =>
          admin.query(`explain (format json, verbose) ${statement}`, values.slice(0, used)),
        );
        const plan = JSON.stringify(rows[0]['QUERY PLAN'][0].Plan);
        expect(plan.match(/random\(\)/g)).toHaveLength(1);
        expect(plan).toContain('"One-Time Filter"');
      }
    } finally {
      await opened.close();
      await database.close();
    }
  });

  it('have a node say why it refuses a record: Citus made a COPY of those that return nothing, and lost the code', () => {
    const columns = new Map([['id', { name: 'id', fallback: null }]]) as never;
    for (const statement of [
      keepHistory('cargo'),
      noteEnvelopes('cargo.consignment', 'cargo'),
      upsert('cargo.consignment', columns, 'cargo'),
      insertChildren('cargo.consignment', 'cargo.goods_item', columns, 'cargo'),
      writeProvenance('cargo.consignment', 'cargo'),
    ])
      expect(statement).toMatch(/on conflict|returning/);
  });
});
