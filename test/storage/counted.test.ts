import { expect, test } from '@jest/globals';
import { columnsOf } from '../../schema/records/description/columns.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import { openDatabase } from '../../storage/pool/database.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase({ sources: ['cargo', 'seizures', 'incidents'] });
const owner = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

/** Kinds of fields whose texts have an end: see `ingest/records/forms.ts`. */
const bounded: readonly string[] = ['code', 'country', 'unlocode'];

const counted = Object.values<RecordDescription>(records).filter(({ table }) =>
  ['consignment', 'seizure', 'incident'].includes(table),
);

test.each(counted)('the index over what is counted of $type holds no text without an end', async (description) => {
  const indexed = await columnsOfIndex(description);
  const known = new Map(columnsOf(description.fields).map((column) => [column.name, column]));
  expect(indexed.slice(0, 2)).toEqual(['envelope_key', 'expires_at']);
  for (const name of indexed.slice(2)) {
    const column = known.get(name);
    expect([name, column?.type === 'text' ? column.field.kind : 'code']).toEqual([
      name,
      expect.stringMatching(bounded.join('|')),
    ]);
  }
});

test.each(counted)('a record of $type whose every code is as long as it may be is stored', async (description) => {
  const { source, table } = description;
  const indexed = await columnsOfIndex(description);
  const texts = columnsOf(description.fields).filter(({ name, type }) => type === 'text' && indexed.includes(name));
  // Three bytes each, and nothing that compressing would make shorter.
  const longest = texts.map((_, at) =>
    Array.from({ length: 100 }, (_, place) =>
      String.fromCharCode(0x4e00 + (((at * 100 + place) * 7919) % 20_000)),
    ).join(''),
  );
  const places = longest.map((_, at) => `, $${at + 1}`).join('');
  await owner.exec(
    `insert into ${source}.${table} (id, ref, originator, source, source_ref, content_hash${texts.map(({ name }) => `, ${name}`).join('')})
     values ('longest', 'longest', 'NL-CUSTOMS', 'test', 'longest', 'longest'${places})`,
    longest,
  );
});

async function columnsOfIndex({ source, table }: RecordDescription): Promise<readonly string[]> {
  const rows = await owner.exec<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = '${source}.${table}_counted'::regclass order by attnum`,
  );
  return rows.map(({ name }) => name);
}
