import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { matchedOf } from '../../dist/ingest/rows/matched.js';
import { envelopeKey, insertEnvelopes, keyedColumns } from '../../dist/storage/envelopeKey.js';
import { toCopyLine } from '../../dist/storage/pool/copy.js';
import { generator, nameMaker } from './names.mjs';

const plain = {
  ...{ handling_codes: [], addressees: [], releasable_to: [], hit_to: [], purpose_limits: [], minor: false },
  ...{ classification: 1, data_subject_category: 'SUSPECT', joint_operation: null, source: 'bench-names' },
  holds: ['persons.identity', 'persons.documents'],
};
/** How records are lent: some of them not to who asks. */
const envelopes = [
  ...Array.from({ length: 6 }, () => ({ ...plain, originator: 'DE-POLICE' })),
  ...Array.from({ length: 2 }, () => ({ ...plain, originator: 'NL-CUSTOMS' })),
  { ...plain, originator: 'EU-ANALYSIS', releasable_to: ['agency:EU-ANALYSIS'] },
  { ...plain, originator: 'NL-CUSTOMS', classification: 4 },
];
const columns = [
  ...['id', 'ref', 'source_ref', 'content_hash', 'envelope_key', ...keyedColumns],
  ...['name', 'names', 'birth_date', 'birth_dates', 'nationality', 'gender'],
  ...['match_keys', 'matcher_version'],
];

/** Fills the table of persons with so many invented ones, of whom a quarter has a second name; the indexes are made behind. */
export async function loadPersons(url, rows, say) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const envelope of new Map(envelopes.map((each) => [envelopeKey(each), each])).values())
      await client.query(
        `${insertEnvelopes('persons')} values (${['', ...keyedColumns].map((_, at) => `$${at + 1}`).join(', ')}) on conflict do nothing`,
        [envelopeKey(envelope), ...keyedColumns.map((name) => envelope[name])],
      );
    const { rows: indexes } = await client.query(
      `select indexdef, indexrelid::regclass::text as name from pg_indexes join pg_class c on c.relname = indexname
       join pg_index i on i.indexrelid = c.oid where schemaname = 'persons' and tablename = 'person' and not i.indisunique`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await pipeline(
      Readable.from(lines(rows, say)),
      client.query(from(`copy persons.person (${columns.join(', ')}) from stdin`)),
    );
    await client.query(`set maintenance_work_mem = '1GB'`);
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query('vacuum analyze persons.person');
  } finally {
    await client.end();
  }
}

function* lines(rows, say) {
  const random = generator(7);
  const makeName = nameMaker(random);
  for (let at = 0; at < rows; at += 1) {
    if (at % 100_000 === 0) say(`${at} of ${rows} persons`);
    const stated = random() < 0.25 ? [makeName(), makeName()] : [makeName()];
    const names = stated.map((name, place) => ({ name, kind: place === 0 ? 'NAME' : 'ALIAS', script: 'Latn' }));
    const year = 1940 + Math.floor(random() * 65);
    const born = `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
    const envelope = envelopes[Math.floor(random() * envelopes.length)];
    const id = `person_${Math.floor(random() * 2 ** 32).toString(36)}${at.toString(36)}`;
    const row = {
      ...envelope,
      ...{ id, ref: `ref_${id}`, source_ref: `bench-${at}`, content_hash: id, envelope_key: envelopeKey(envelope) },
      ...{ name: stated[0], birth_date: born, birth_dates: [born] },
      names: JSON.stringify(names),
      nationality: at % 3 === 0 ? [] : ['NL'],
      gender: at % 2 === 0 ? 'male' : null,
      ...matchedOf('persons.person', { names }),
    };
    yield toCopyLine(columns.map((name) => row[name]));
  }
}
