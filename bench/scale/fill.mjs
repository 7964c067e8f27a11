import pg from 'pg';
import { fillCubes } from '../../dist/ingest/cube/fillCubes.js';
import { loadPolicy } from '../../dist/policy/loading/load.js';
import { forEachRecordSource } from '../../dist/schema/sources.js';
import { envelopeKey, insertEnvelopes, keyedColumns } from '../../dist/storage/envelopeKey.js';
import { openDatabase } from '../../dist/storage/pool/database.js';
import { generator } from './names.mjs';
import { childTables, recordTables } from './tables.mjs';

/** Rows of one transaction: what a fill that was ended does again at most. */
const chunk = 50_000;

/**
 * Fills consignments, seizures, incidents, their lists and links with so many rows each, by generation straight into the tables. Begins
 * where it was ended; indexes that no row needs are taken off and made behind.
 */
export async function fillRecords(url, { rows, envelopes }, say) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(preparation);
    for (const each of recordTables) await noteEnvelopes(client, each, envelopes);
    const tables = [...recordTables, ...childTables];
    for (const each of tables) await takeIndexesOff(client, each.table);
    // References and checks hold what ingest writes. This generator is not ingest, and its rows are right by making.
    await client.query('set session_replication_role = replica');
    for (const each of tables) await fillTable(client, each, { rows, envelopes }, say);
    await client.query('set session_replication_role = origin');
    await makeIndexes(client, say);
    for (const { table } of tables) await client.query(`vacuum analyze ${table}`);
    for (const { table } of recordTables) await client.query(`vacuum analyze ${envelopesOf(table)}`);
    await fillAllCubes(client, url, say);
  } finally {
    await client.end();
  }
}

const preparation = `
  create schema if not exists bench;
  create table if not exists bench.filled (name text primary key, rows int not null);
  create table if not exists bench.index_off (name text primary key, statement text not null);
  create table if not exists bench.envelope (name text, n int, key uuid, primary key (name, n));
  create or replace function bench.random(i bigint, seed bigint) returns float8 language sql immutable as
    $$ select (hashint8extended(i, seed) & 2147483647) / 2147483648.0 $$`;

/** Counts what was not published: cubes are kept by ingest. */
async function fillAllCubes(client, url, say) {
  const databases = forEachRecordSource((source) => openDatabase(url, { source, timeoutMs: 0, customPlans: true }));
  const filled = await fillCubes({ databases });
  say(`cubes of ${filled.join(', ')}`);
  await Promise.all(Object.values(databases).map((database) => database.close()));
  for (const { table } of recordTables) await client.query(`vacuum analyze ${table.split('.')[0]}.cube_count`);
}

function envelopesOf(table) {
  return `${table.split('.')[0]}.envelope`;
}

/** Envelopes as agencies write them, all different; a few have most of the records. */
async function noteEnvelopes(client, { table, holds }, count) {
  const { agencies } = loadPolicy();
  const random = generator(11);
  const one = (items) => items[Math.floor(random() * items.length)];
  const schema = table.split('.')[0];
  const names = Object.keys(agencies);
  const made = new Map();
  while (made.size < count) {
    const envelope = {
      ...{
        originator: one(names),
        classification: one([0, 0, 1, 1, 2, 3]),
        minor: false,
        source: `bench-${made.size}`,
      },
      ...{ data_subject_category: null, joint_operation: null, hit_to: [] },
      handling_codes: one([[], [], [], ['H1'], ['H2'], ['H3']]),
      addressees: one([[], [one(names)]]),
      releasable_to: one([[], [], [], ['kind:CUSTOMS_MS', 'kind:POLICE_MS'], [`agency:${one(names)}`]]),
      purpose_limits: one([[], [], [], [], ['CRIMINAL_INVESTIGATION']]),
      holds: holds.filter((_, at) => at === 0 || random() < 0.6),
    };
    made.set(envelopeKey(envelope), envelope);
  }
  const { rowCount } = await client.query('select from bench.envelope where name = $1 limit 1', [table]);
  if (rowCount > 0) return;
  await client.query('begin');
  for (const [n, [key, envelope]] of [...made].entries()) {
    const places = ['', ...keyedColumns].map((_, at) => `$${at + 1}`);
    await client.query(`${insertEnvelopes(schema)} values (${places})`, [
      key,
      ...keyedColumns.map((name) => envelope[name]),
    ]);
    await client.query('insert into bench.envelope values ($1, $2, $3)', [table, n, key]);
  }
  await client.query('commit');
}

async function takeIndexesOff(client, table) {
  const { rowCount } = await client.query('select from bench.filled where name = $1', [table]);
  if (rowCount > 0) return;
  await client.query('begin');
  const { rows } = await client.query(
    `insert into bench.index_off select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
     where indrelid = $1::regclass and not indisunique returning name`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await client.query('insert into bench.filled values ($1, 0)', [table]);
  await client.query('commit');
}

async function fillTable(client, each, { rows, envelopes }, say) {
  const { rows: known } = await client.query('select rows from bench.filled where name = $1', [each.table]);
  for (let from = known[0].rows; from < rows; from += chunk) {
    say(`${from} of ${rows} rows of ${each.table}`);
    const to = Math.min(from + chunk, rows);
    await client.query('begin');
    await client.query(insertion(each, envelopes), [from + 1, to]);
    await client.query('update bench.filled set rows = $2 where name = $1', [each.table, to]);
    await client.query('commit');
  }
}

function insertion({ table, kind, columns }, envelopes) {
  if (kind === undefined)
    return `insert into ${table} (${Object.keys(columns)}) select ${Object.values(columns)}
    from generate_series($1::bigint, $2::bigint) i`;
  const id = `'${kind}_' || lpad(i::text, 24, 'a')`;
  const all = {
    ...{ id, ref: `'ref_' || ${id}`, source_ref: `'BENCH-' || i`, content_hash: `'bench'`, envelope_key: 'e.key' },
    ...Object.fromEntries(keyedColumns.map((name) => [name, `e.${name}`])),
    // A tenth has no expiry, and one in twenty of the others has expired.
    expires_at: `case when i % 10 > 0 then date_trunc('day', now()) + floor(2000 * bench.random(i, 90) - 100) * interval '1 day' end`,
    ...columns,
  };
  return `insert into ${table} (${Object.keys(all)}) select ${Object.values(all)}
    from generate_series($1::bigint, $2::bigint) i
    join bench.envelope b on b.name = '${table}' and b.n = floor(${envelopes} * power(bench.random(i, 91), 2))::int
    join ${envelopesOf(table)} e on e.key = b.key`;
}

async function makeIndexes(client, say) {
  await client.query(`set maintenance_work_mem = '512MB'`);
  const { rows } = await client.query('select name, statement from bench.index_off order by name');
  for (const { name, statement } of rows) {
    say(`index ${name}`);
    await client.query('begin');
    await client.query(statement);
    await client.query('delete from bench.index_off where name = $1', [name]);
    await client.query('commit');
  }
}
