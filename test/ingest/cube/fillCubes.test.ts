import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findDiffering } from '../../../ingest/cube/differing.js';
import { fillCubes } from '../../../ingest/cube/fillCubes.js';
import { findDueCubes, off } from '../../../ingest/cube/state.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { withAdmin } from '../../../storage/roles.js';
import { everyKind, ingestRecords } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const { database, databases } = await ownIngestDatabase();
const sources = ['cargo', 'persons', 'seizures', 'incidents'] as const;
const sql = async (text: string) => (await withAdmin(database.adminUrl, (admin) => admin.query(text))).rows;
const inEach = async (text: (source: string) => string) => {
  for (const source of sources) await sql(text(source));
};
/** As a build left it that knew of no cubes. */
const forget = () => inEach((source) => `truncate ${source}.cube, ${source}.cube_count`);
const due = async (without: readonly string[] = []) =>
  (await findDueCubes(databases, without)).map(({ table }) => table).sort();
const differing = async () => (await findDiffering(databases)).map(({ table }) => table);

const some = everyKind(policy);
const seizure = some.find(({ kind }) => kind === 'seizure');
/** Invented seizures. */
const many = (count: number, flag: string): SourceRecord[] =>
  Array.from(
    { length: count },
    (_, at) => ({ ...seizure, sourceRef: `many-${at}`, qualityFlags: [flag] }) as unknown as SourceRecord,
  );

let numbers: readonly unknown[];
const allNumbers = () =>
  sql(
    `${sources.map((source) => `select * from ${source}.cube_count where number <> 0`).join(' union all ')} order by 1, 2, 3, 4`,
  );

beforeAll(async () => {
  await ingestRecords(some, databases, policy);
  numbers = await allNumbers();
});
beforeEach(async () => {
  await fillCubes({ databases });
});

describe('numbers that are kept of records', () => {
  it('are complete from the first record on, and stand where a value is missing too', async () => {
    expect(numbers.length).toBeGreaterThan(100);
    expect(await due()).toEqual([]);
    expect(await differing()).toEqual([]);
  });

  it('are counted of a database that a build without them filled, in as many batches as it takes', async () => {
    await forget();
    expect(await due()).toContain('cargo.consignment');
    // A cube that is not complete is not read, and so differs from nothing.
    expect(await differing()).toEqual([]);
    const filled = await fillCubes({ databases, batchRows: 7 });
    expect(filled).toContain('cargo.consignment');
    expect(await due()).toEqual([]);
    expect(await allNumbers()).toEqual(numbers);
  });

  it('go on where the filling was stopped', async () => {
    await forget();
    const stop = new AbortController();
    const filling = fillCubes({ databases, batchRows: 3, signal: stop.signal });
    setTimeout(() => stop.abort(), 150);
    expect(await filling).toEqual([]);
    const [begun] = await sql(`select (select sum(number) from cargo.cube_count where facet = '')::int as counted`);
    expect(await due()).not.toEqual([]);
    await fillCubes({ databases, batchRows: 5 });
    expect(await allNumbers()).toEqual(numbers);
    expect(begun).toBeDefined();
  });

  it('count each record once where deliveries are published while they are filled', async () => {
    await ingestRecords(many(600, 'FIRST'), databases, policy);
    await forget();
    const changed = many(900, 'SECOND').filter((_, at) => at % 3 > 0);
    await Promise.all([fillCubes({ databases, batchRows: 20 }), ingestRecords(changed, databases, policy)]);
    await fillCubes({ databases });
    expect(await due()).toEqual([]);
    expect(await differing()).toEqual([]);
  });

  it('are counted anew by a build that counts otherwise, and meanwhile none of its own are mixed with them', async () => {
    await inEach((source) => `update ${source}.cube set definition = 'of another build'`);
    expect(await due()).toContain('seizures.seizure');
    await ingestRecords(many(3, 'THIRD'), databases, policy);
    const [{ left }] = await sql(
      `select count(*)::int as left from seizures.cube_count where record_table = 'seizures.seizure'`,
    );
    expect(left).toBe(0);
    await fillCubes({ databases });
    expect(await differing()).toEqual([]);
  });

  it('are taken away where a source switches them off, and not kept again before it switches them on', async () => {
    expect(await due(['seizures'])).toContain('seizures.seizure');
    await fillCubes({ databases, without: ['seizures'] });
    expect(await due(['seizures'])).toEqual([]);
    await ingestRecords(many(5, 'FOURTH'), databases, policy);
    expect(await sql('select * from seizures.cube_count')).toEqual([]);
    expect(await sql(`select distinct definition from seizures.cube`)).toEqual([{ definition: off }]);
    expect(await sql('select from cargo.cube_count')).not.toEqual([]);
    await fillCubes({ databases });
    expect(await due()).toEqual([]);
    expect(await differing()).toEqual([]);
  });
});
