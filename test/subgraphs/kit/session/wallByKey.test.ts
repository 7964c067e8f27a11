import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { ordinary } from '../../../../policy/space/records.js';
import type { Envelope, RequestFacts } from '../../../../policy/types.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../../../storage/envelopeKey.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { compileStatement, openDatabase } from '../../../../storage/pool/database.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import type { ResolverMap } from '../../../../subgraphs/kit/module.js';
import type { WallByKey } from '../../../../subgraphs/kit/rows.js';
import type { SourceSession } from '../../../../subgraphs/kit/sourceSession.js';
import { seizures } from '../../../../subgraphs/seizures/index.js';
import { anyEnvelope, anyFacts, withTurns } from '../../../policy/arbitraries.js';
import { columnsOf } from '../../../policy/rows/columnsOf.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { keys, requestOf } from '../../cargo/requests.js';

const shipped = loadPolicy();
const turning = withTurns(shipped);
const categories = ['seizures.core', 'seizures.persons', 'seizures.items', 'persons.identity', 'cargo.movement'];
const guards = [...categories, 'handling', 'public'];
const held = fc.array(fc.constantFrom(...categories, 'persons.documents'), { maxLength: 3 });
const records = fc.sample(fc.record({ envelope: anyEnvelope(shipped), holds: held }), { numRuns: 500, seed: 3 });
const words = [null, null, 'SUSPECT', 'VICTIM', 'OTHER', 'BYSTANDER'];
const people = fc.sample(
  fc.record({
    role: fc.constantFrom(null, 'VICTIM', 'SUSPECT', 'COURIER'),
    stated_birth_date: fc.constantFrom(null, null, '1979', '2008-11-25', '2008-11-26', '2014'),
    subject_category: fc.constantFrom(...words),
    subject_minor: fc.constantFrom(null, false, true),
    record_category: fc.constantFrom(...words),
    person_ref: fc.constantFrom(null, 'ref_person'),
    subject_known: fc.boolean(),
  }),
  { numRuns: 500, seed: 4 },
);
const viewers = fc.sample(anyFacts(shipped), { numRuns: 40, seed: 5 });
const link = seizures.links?.['seizures.seizure']?.find(({ link: { type } }) => type === 'SeizurePerson')?.link;

const database = await ownTestDatabase({ sources: ['seizures'] });
const owner = database.ending(openDatabase(database.adminUrl, { source: 'seizures' }));

beforeAll(async () => {
  await load('seizure', records.map(toRow));
  await owner.exec(`${insertEnvelopes('seizures')}
    select distinct ${envelopeKeyOf('seizures')}, ${keyedColumns.join(', ')} from seizures.seizure`);
  await owner.exec(`update seizures.seizure set envelope_key = ${envelopeKeyOf('seizures')}`);
  await load(
    'seizure_person',
    people.map((person, n) => ({ id: `link_${n}`, seizure_id: `seizure_${n}`, ...person })),
  );
});

describe('the wall by keys of envelopes', () => {
  it('lets through the rows that the wall over columns does, category by category, and links', async () => {
    const faults: string[] = [];
    let met = { visible: 0, full: 0, capped: 0, hidden: 0 };
    const ask = asking(turning);
    for (const facts of viewers) {
      await ask(facts, async (session) => {
        const columns = conditions(session.wall('Seizure'));
        const byKey = conditions(session.wallByKey('Seizure'));
        for (const row of await read(session, [...columns, ...byKey])) {
          const expected = columns.map((_, at) => row[at]);
          const found = byKey.map((_, at) => row[columns.length + at]);
          if (String(found) !== String(expected)) faults.push(`${JSON.stringify(facts)}: ${found}, not ${expected}`);
          const [visible, ...full] = expected;
          met = {
            visible: met.visible + Number(visible),
            hidden: met.hidden + Number(!visible),
            full: met.full + full.filter((is) => is).length,
            // FULL on the record, and not on its link.
            capped: met.capped + guards.filter((_, at) => full[2 * at] && !full[2 * at + 1]).length,
          };
        }
      });
    }
    expect(faults.slice(0, 3)).toEqual([]);
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(100);
  });

  it('counts nothing for those who see nothing, and no record that has expired', async () => {
    const ask = asking();
    const count = async (facts: RequestFacts) => {
      let found = -1;
      await ask(facts, async (session) => {
        found = await countOf(session);
      });
      return found;
    };
    const { facts } = requestOf(shipped, 'NL-CUSTOMS');
    const now = await count(facts);
    expect(now).toBeGreaterThan(50);
    expect(await count({ ...facts, purpose: undefined })).toBe(0);
    expect(await count({ ...facts, asOf: '2029-12-31T00:00:00.000Z' })).toBeLessThan(now);
    const before = await count({ ...facts, asOf: '2029-12-31T23:59:59.999Z' });
    expect(await count({ ...facts, asOf: '2030-01-01T00:00:00.000Z' })).toBeLessThan(before);
  });

  it('reads the envelopes once in a process, and asks once a request whether they are still the same', async () => {
    const ask = asking();
    const statements: number[] = [];
    const count = async (agency: string) => {
      const before = owner.statements;
      await ask(requestOf(shipped, agency).facts, async (session) => {
        await countOf(session);
        await countOf(session, ['seizures.core']);
      });
      statements.push(owner.statements - before);
    };
    for (const agency of ['NL-CUSTOMS', 'NL-CUSTOMS', 'DE-POLICE']) await count(agency);
    // State, envelopes, two counts; then without the envelopes.
    expect(statements).toEqual([4, 3, 3]);
  });

  it('does not count a record whose envelope was noted after the request read them, and the next request does', async () => {
    const ask = asking();
    const { facts } = requestOf(shipped, 'NL-CUSTOMS');
    const counts: number[] = [];
    const add = (n: number) => addSeizure(n, 'bench-new');
    await ask(facts, async (session) => {
      counts.push(await countOf(session));
      await add(1);
      counts.push(await countOf(session));
    });
    await ask(facts, async (session) => void counts.push(await countOf(session)));
    // A record under a known envelope is counted at once.
    await ask(facts, async (session) => {
      await countOf(session);
      await add(2);
      counts.push(await countOf(session));
    });
    const [first = 0, during, next, last] = counts;
    expect([during, next, last]).toEqual([first, first + 1, first + 2]);
  });

  it('counts neither a record without a key nor one under an envelope that was forgotten', async () => {
    const ask = asking();
    const { facts } = requestOf(shipped, 'NL-CUSTOMS');
    const count = async () => {
      let found = -1;
      await ask(facts, async (session) => {
        found = await countOf(session);
      });
      return found;
    };
    await addSeizure(11, 'bench-gone');
    const before = await count();
    await owner.exec(`update seizures.seizure set envelope_key = null where id = 'seizure_added11'`);
    expect(await count()).toBe(before - 1);
    await owner.exec(`delete from seizures.envelope where source = 'bench-gone'`);
    expect(await count()).toBe(before - 1);
  });
});

/** One condition for each guard alone and beside the link, each within what is visible; first that alone. */
function conditions({ visible, full }: WallByKey): RawBuilder<boolean>[] {
  if (!link) throw new Error('seizures link no person');
  const person = { ...link, alias: 'x' };
  return [
    visible,
    ...guards.flatMap((guard) => [
      sql<boolean>`(${visible} and ${full(guard)})`,
      sql<boolean>`(${visible} and ${full(guard, person)})`,
    ]),
  ];
}

async function read(session: SourceSession, asked: readonly RawBuilder<boolean>[]): Promise<boolean[][]> {
  const list = asked.map((condition) => sql`coalesce(${condition}, false)`);
  const rows = await session.db.rows<{ are: boolean[] }>(sql`select array[${sql.join(list)}] as are
    from seizures.seizure r join seizures.seizure_person x on x.seizure_id = r.id order by x.id`);
  return rows.map(({ are }) => are);
}

async function countOf(session: SourceSession, full: readonly string[] = []): Promise<number> {
  const wall = session.wallByKey('Seizure');
  const conditions = [wall.visible, ...full.map((category) => wall.full(category))];
  const [row] = await session.db.rows<{ n: number }>(
    compileStatement(
      sql`select cast(count(*) as int) as n from seizures.seizure r where ${sql.join(conditions, sql` and `)}`,
    ),
  );
  return row?.n ?? -1;
}

/** The source, whose root field hands out its session. */
function asking(
  policy = shipped,
): (facts: RequestFacts, work: (session: SourceSession) => Promise<void>) => Promise<void> {
  let work: (session: SourceSession) => Promise<void> = async () => undefined;
  const seizure = async (_root: unknown, _args: unknown, { session }: { readonly session: SourceSession }) => {
    await work(session);
    return null;
  };
  const resolvers = { ...seizures.resolvers, Query: { ...seizures.resolvers.Query, seizure } } as ResolverMap;
  const failures: unknown[] = [];
  const source = createSubgraph(
    { ...seizures, resolvers },
    { policy, database: owner, keys, log: { error: (fields) => failures.push(fields) } },
  );
  return async (facts, given) => {
    work = given;
    const session = { ...requestOf(shipped, 'NL-CUSTOMS'), audience: 'seizures', facts };
    await source.execute({ query: '{ seizure(id: "seizure_x") { id } }', variables: {}, session });
    expect(failures).toEqual([]);
  };
}

async function addSeizure(n: number, source: string): Promise<void> {
  const row = toRow({ envelope: { ...ordinary, originator: 'NL-CUSTOMS', source }, holds: ['seizures.core'] }, 0);
  await load('seizure', [{ ...row, id: `seizure_added${n}`, ref: `added${n}`, source_ref: `added${n}` }]);
  const where = `where id = 'seizure_added${n}'`;
  await owner.exec(`${insertEnvelopes('seizures')} select ${envelopeKeyOf('seizures')}, ${keyedColumns.join(', ')}
    from seizures.seizure ${where} on conflict do nothing`);
  await owner.exec(`update seizures.seizure set envelope_key = ${envelopeKeyOf('seizures')} ${where}`);
}

function toRow({ envelope, holds }: { readonly envelope: Envelope; readonly holds: readonly string[] }, n: number) {
  return {
    ...{ id: `seizure_${n}`, ref: `ref_${n}`, source_ref: String(n), content_hash: String(n), holds },
    ...columnsOf(envelope),
    source: envelope.source,
  };
}

async function load(table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await owner.exec(
    `insert into seizures.${table} (${columns}) select ${columns}
     from jsonb_populate_recordset(null::seizures.${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
