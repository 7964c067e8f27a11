import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../../../storage/envelopeKey.js';
import { sql } from '../../../../storage/kysely.js';
import { openDatabase } from '../../../../storage/pool/database.js';
import { envelopeColumns } from '../../../../storage/sql.js';
import type { WritableDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { createEnvelopes, type ReadEnvelopes } from '../../../../subgraphs/kit/session/envelopes.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { insertConsignment, keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
const database = await ownTestDatabase({ sources: ['cargo'] });
const owner = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

beforeAll(async () => {
  await insertConsignment(owner, 'one', { mrn: '26NL00000000000011' });
  await insertConsignment(owner, 'two', { mrn: '26NL00000000000022' });
  await insertConsignment(owner, 'secret', { mrn: '26NL00000000000033', classification: 4 });
  await insertConsignment(owner, 'keyless', { mrn: '26NL00000000000044' });
  const columns = keyedColumns.join(', ');
  await owner.exec(`${insertEnvelopes('cargo')}
    select distinct ${envelopeKeyOf('cargo')}, ${columns} from cargo.consignment`);
  await owner.exec(
    `update cargo.consignment set envelope_key = ${envelopeKeyOf('cargo')} where source_ref <> 'keyless'`,
  );
});

const source = (database: WritableDatabase = owner) => {
  const errors: unknown[] = [];
  const subgraph = createSubgraph(cargo, {
    policy,
    database,
    keys,
    log: { error: (fields) => errors.push(fields) },
  });
  const list = async (agency = 'NL-CUSTOMS') => {
    const before = owner.statements;
    const query = '{ consignments(first: 10) { edges { node { mrn handling { originator source } } } } }';
    const answer = await subgraph.execute({ query, variables: {}, session: requestOf(policy, agency) });
    const { edges = [] } = (answer.data?.consignments ?? {}) as { edges?: { node: { mrn: string } }[] };
    return { mrns: edges.map(({ node }) => node.mrn), edges, errors, statements: owner.statements - before };
  };
  return Object.assign(list, { warm: () => subgraph.warm() });
};

describe('what an envelope says', () => {
  it('is read once in a process, and the same as of a record that says it itself', async () => {
    const list = source();
    const first = await list();
    expect(first.mrns).toEqual(['26NL00000000000044', '26NL00000000000011', '26NL00000000000022']);
    expect(new Set(first.edges.map(({ node }) => JSON.stringify({ ...node, mrn: null }))).size).toBe(1);
    const second = await list();
    expect(second.mrns).toEqual(first.mrns);
    expect([first.statements, second.statements]).toEqual([3, 2]);
  });

  it('is read ahead where the source is warmed, and by the first question where it could not be', async () => {
    const list = source();
    await list.warm();
    expect((await list()).statements).toBe(2);
    const unreachable = openDatabase('postgresql://cargo@127.0.0.1:1/cargo', { source: 'cargo' });
    await source(unreachable).warm();
    await unreachable.close();
  });

  it('denies a record whose envelope nobody knows, and says so in the log', async () => {
    await owner.exec('alter table cargo.consignment drop constraint consignment_envelope');
    await owner.exec(`create table cargo.elsewhere as select * from cargo.envelope where classification < 4`);
    await owner.exec('delete from cargo.envelope where classification < 4');
    try {
      const { mrns, errors } = await source()();
      expect(mrns).toEqual([]);
      expect(JSON.stringify(errors)).toContain('RangeError');
    } finally {
      await owner.exec('insert into cargo.envelope select * from cargo.elsewhere; drop table cargo.elsewhere');
    }
  });

  it('is there for all rows of a statement, of however many more envelopes than are kept', async () => {
    const envelopes = createEnvelopes('cargo', 1);
    let statements = 0;
    const read: ReadEnvelopes = (statement, missing) => {
      statements += 1;
      return owner.rows(statement, { values: { keys: missing } });
    };
    for (let request = 0; request < 2; request += 1) {
      const rows = await owner.rows(
        sql<{
          env_key: string;
          env_terms: string;
        }>`select ${envelopeColumns('r')} from cargo.consignment r order by r.id`,
      );
      const filled = await envelopes.fillIn(rows, read);
      expect(filled.map(({ env_terms: terms }) => terms.slice(0, 3))).toEqual(['{0,', '{0,', '{4,', '{0,']);
    }
    expect(statements).toBe(2);
  });

  it('is filled into no rows but those of records', async () => {
    const rows = [{ id: 'x' }];
    const read = (): never => {
      throw new Error('nothing is to be read');
    };
    expect(createEnvelopes('cargo').fillIn(rows, read)).toBe(rows);
    expect(createEnvelopes('cargo').fillIn([], read)).toEqual([]);
  });
});
