import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { recordTables } from '../../ingest/records/record.js';
import { envelopeKey, envelopeKeyOf, envelopeTable, insertEnvelopes, keyedColumns } from '../../storage/envelopeKey.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const client = database.ending(new pg.Client(database.adminUrl));
await client.connect();

const said: Readonly<Record<string, string>> = {
  originator: `'NL-CUSTOMS'`,
  classification: '2',
  minor: 'true',
  source: `'a"b'`,
  data_subject_category: 'null',
  joint_operation: 'null::text',
  handling_codes: `array['H1','x, y']`,
  addressees: `'{}'::text[]`,
  releasable_to: `array['NULL', '']`,
  hit_to: `'{}'::text[]`,
  purpose_limits: `'{}'::text[]`,
  holds: `array['cargo.goods']`,
};
const columns = keyedColumns.join(', ');
const keyOf = (changed: Readonly<Record<string, string>> = {}): string =>
  envelopeKeyOf('cargo', (column) => changed[column] ?? said[column] ?? '');

async function note(): Promise<string> {
  const { rows } = await client.query(
    `${insertEnvelopes('cargo')} select ${keyOf()}, ${Object.values(said).join(', ')}
     on conflict (key) do update set key = excluded.key returning key`,
  );
  return rows[0].key;
}

const record = (id: string, key: string, changed: Readonly<Record<string, string>> = {}) =>
  client.query(`insert into cargo.consignment (id, ref, source_ref, content_hash, envelope_key, ${columns})
    values ('${id}', '${id}', '${id}', 'h', ${key}, ${keyedColumns.map((name) => changed[name] ?? said[name]).join(', ')})`);

describe('the key of an envelope', () => {
  it('is the first half of SHA-256 over all that decides, as PostgreSQL writes a list, but over no expiry', async () => {
    const { rows } = await client.query(`select ${keyOf()} as key`);
    const text = String.raw`{NL-CUSTOMS,2,true,"a\"b",NULL,NULL,"{H1,\"x, y\"}","{}","{\"NULL\",\"\"}","{}","{}","{cargo.goods}"}`;
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    expect(rows[0].key.replaceAll('-', '')).toBe(digest);
    expect(keyedColumns).not.toContain('expires_at');
  });

  it('is written into statements by PostgreSQL in place of a call, in every source, as the check of each row is', async () => {
    const sources = new Set(Object.values(recordTables).map((table) => table.split('.')[0] ?? ''));
    for (const source of sources) {
      const { rows } = await client.query(
        `explain verbose select ${envelopeKeyOf(source)} from ${envelopeTable(source)}`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('sha256');
      expect(plan).not.toContain('envelope_key');
    }
  });

  it.each(keyedColumns)('is another where %s is', async (column) => {
    const other = said[column] === 'true' ? 'false' : /array|\[\]/.test(said[column] ?? '') ? `array['other']` : `'7'`;
    const { rows } = await client.query(`select ${keyOf()} as one, ${keyOf({ [column]: other })} as other`);
    expect(rows[0].other).not.toBe(rows[0].one);
  });
});

describe('the key that ingest computes', () => {
  const odd = fc.constantFrom(
    '',
    'NULL',
    'nUll',
    'a"b',
    'a\\\\b',
    '{}',
    'x,y',
    ' x',
    '\t',
    '\n',
    '\v',
    '\f',
    '\r',
    '\u00a0',
    '\u2003',
  );
  const text = fc.oneof(odd, fc.string({ unit: 'grapheme' }));
  const list = fc.array(text, { maxLength: 3 });
  const orNull = fc.option(text);
  const row = fc.record({
    originator: text,
    classification: fc.integer({ min: 0, max: 5 }),
    minor: fc.boolean(),
    source: text,
    data_subject_category: orNull,
    joint_operation: orNull,
    handling_codes: list,
    addressees: list,
    releasable_to: list,
    hit_to: list,
    purpose_limits: list,
    holds: list,
  });

  it('is that of PostgreSQL, whatever an envelope says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 50, maxLength: 50 }), async (rows) => {
        const computed = await client.query(
          `select replace(cast(${envelopeKeyOf('cargo')} as text), '-', '') as key
           from jsonb_populate_recordset(null::cargo.envelope, $1)`,
          [JSON.stringify(rows)],
        );
        expect(computed.rows.map(({ key }) => key)).toEqual(rows.map(envelopeKey));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a record and its envelope', () => {
  it('cannot differ: neither may say another thing than its key', async () => {
    const key = await note();
    await record('same', `'${key}'`);
    await expect(record('other', `'${key}'`, { classification: '0' })).rejects.toMatchObject({
      constraint: 'consignment_says_its_envelope',
    });
    await expect(client.query(`update cargo.consignment set hit_to = '{x}' where id = 'same'`)).rejects.toMatchObject({
      constraint: 'consignment_says_its_envelope',
    });
    await expect(client.query('update cargo.envelope set minor = false')).rejects.toMatchObject({ code: '23514' });
  });

  it('stay together: a key that is not known is refused, and what is named cannot go', async () => {
    await expect(record('unknown', keyOf({ minor: 'false' }), { minor: 'false' })).rejects.toMatchObject({
      constraint: 'consignment_envelope',
    });
    await expect(client.query(`delete from ${envelopeTable('cargo')}`)).rejects.toMatchObject({ code: '23503' });
  });

  it.each(Object.values(recordTables))('are held together in %s', async (table) => {
    const { rows } = await client.query(
      `select contype from pg_constraint where conrelid = $1::regclass
         and (contype = 'f' and pg_get_constraintdef(oid) like 'FOREIGN KEY (envelope_key)%'
           or contype = 'c' and pg_get_constraintdef(oid) like '%envelope_key(originator, %') order by 1`,
      [table],
    );
    expect(rows.map(({ contype }) => contype)).toEqual(['c', 'f']);
  });
});
