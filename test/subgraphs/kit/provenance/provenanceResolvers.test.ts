import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Purpose } from '../../../../policy/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { openCargo } from '../../cargo/openCargo.js';
import { dataOf, insertConsignment, keys, requestOf } from '../../cargo/requests.js';
import { writeVersions } from './writeVersions.js';

const { policy, writer, reader, subgraph } = await openCargo();

beforeAll(async () => {
  for (const key of ['plain', 'a', 'b', 'c', 'd', 'unkept', 'odd', 'expired', 'anew']) {
    await insertConsignment(writer, key, key === 'plain' ? {} : { case_reference: key });
  }
  await writeVersions(writer, 'cargo.consignment');
});

const fields = `id provenance { version file line qualityFlags sourceRecord statement }
  versions { version ending endedAt sourceRecord statement changedFields }`;

async function ask(query: string, purpose: Purpose = 'CRIMINAL_INVESTIGATION', agency = 'NL-CUSTOMS') {
  const answer = await subgraph.execute({ query, session: requestOf(policy, agency, { purpose }) });
  const { manifest, withheld = [] } = answer.extensions ?? {};
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  return { data: dataOf(answer) as any, errors: answer.errors, statements: manifest?.statements, manifest, withheld };
}

const one = (key: string) => `{ consignment(id: "consignment_${key}") { ${fields} } }`;
const statement = (name: string) => JSON.stringify({ kind: 'consignment', name });

describe('provenance and versions', () => {
  test('are what is kept of the record, newest first, and noted as disclosed', async () => {
    const { data, errors, manifest } = await ask(one('plain'));
    expect(errors).toBeUndefined();
    expect(data.consignment).toEqual({
      id: 'consignment_plain',
      provenance: {
        version: 3,
        file: 'demo-3.json',
        line: 7,
        qualityFlags: ['SPECIMEN'],
        sourceRecord: '<third>',
        statement: statement('third'),
      },
      versions: [
        {
          version: 2,
          ending: 'CHANGED',
          endedAt: '2026-01-03T00:00:00Z',
          sourceRecord: '<second>',
          statement: statement('second'),
          changedFields: ['name'],
        },
        {
          version: 1,
          ending: 'CHANGED',
          endedAt: '2026-01-02T00:00:00Z',
          sourceRecord: '<first>',
          statement: statement('first'),
          changedFields: ['name'],
        },
      ],
    });
    expect(manifest?.disclosed).toEqual([
      {
        type: 'Consignment',
        originator: 'NL-CUSTOMS',
        categories: ['history', 'provenance', 'provenance.raw'],
        ids: ['consignment_plain'],
      },
    ]);
  });

  test('take as many statements for nine records as for one', async () => {
    const page = (first: number, below: string) =>
      ask(`{ consignments(first: ${first}) { edges { node { id ${below} } } } }`);
    const ofPages = [(await page(1, '')).statements ?? 0, (await page(9, '')).statements ?? 0] as const;
    for (const [below, most] of [
      ['provenance { file }', 1],
      // The third: whether a record that is asked for whole names somebody protected.
      ['provenance { sourceRecord statement }', 3],
      ['versions { file }', 1],
      ['versions { sourceRecord statement changedFields }', 3],
      [fields, 5],
    ] as const) {
      const few = await page(1, below);
      const many = await page(9, below);
      expect([few.data.consignments.edges.length, many.data.consignments.edges.length]).toEqual([1, 9]);
      expect((few.statements ?? 0) - ofPages[0]).toBeLessThanOrEqual(most);
      expect((many.statements ?? 0) - ofPages[1]).toBeLessThanOrEqual(most);
    }
  });

  test('read nothing of what a version said for a viewer who may not have it', async () => {
    const { data, statements, withheld } = await ask(one('plain'), 'CRIMINAL_INVESTIGATION', 'DE-POLICE');
    expect(data.consignment).toMatchObject({
      provenance: { version: null, qualityFlags: null, sourceRecord: null },
      versions: null,
    });
    expect(statements).toBe(2);
    expect(withheld.map(({ category }) => category).sort()).toEqual([
      'history',
      'history',
      'provenance.raw',
      'provenance.raw',
      'provenance.raw',
    ]);
  });

  test('hold an earlier version to the envelope that it had', async () => {
    const { data, withheld } = await ask(one('plain'), 'CUSTOMS_CONTROL');
    expect(data.consignment.versions).toMatchObject([
      { version: 2, sourceRecord: '<second>' },
      { version: null, ending: null, sourceRecord: null, statement: null, changedFields: null },
    ]);
    expect(withheld).toContainEqual(
      expect.objectContaining({ category: 'history', rule: 'cap.purposeLimits', count: 1 }),
    );
  });

  test.each([
    ['unkept', 'terms = null'],
    ['odd', `terms = '{1,2}'`],
    ['expired', `expires_at = timestamptz '2026-02-01 00:00Z'`],
  ])(
    'withhold an earlier version whose envelope was not kept, is not understood, or has expired: %s',
    async (key, change) => {
      await writer.exec(`update cargo.history set ${change} where record_id = 'consignment_${key}' and version = 2`);
      const { data, errors } = await ask(one(key));
      expect(errors).toBeUndefined();
      const [withheldOne, before] = data.consignment.versions;
      expect(withheldOne).toEqual({
        version: null,
        ending: null,
        endedAt: null,
        sourceRecord: null,
        statement: null,
        changedFields: null,
      });
      // In what it differs from the version that is withheld is not told either.
      expect(before).toMatchObject({ version: 1, sourceRecord: '<first>', changedFields: null });
    },
  );

  test('withhold what was published under a stricter envelope since the record was read', async () => {
    await writer.exec(
      `update cargo.provenance set terms = (select h.terms from cargo.history h
         where h.record_id = 'consignment_anew' and h.version = 1) where record_id = 'consignment_anew'`,
    );
    const { data } = await ask(one('anew'), 'CUSTOMS_CONTROL');
    expect(data.consignment.provenance).toMatchObject({ version: null, sourceRecord: null });
    expect((await ask(one('anew'))).data.consignment.provenance).toMatchObject({ version: 3, sourceRecord: '<third>' });
  });

  test('come in pages, of 1 to 100', async () => {
    const page = async (args: string) => {
      const { data, errors } = await ask(
        `{ consignment(id: "consignment_plain") { id versions(${args}) { version } } }`,
      );
      return (
        errors?.[0]?.extensions.code ?? data.consignment.versions.map(({ version }: { version: number }) => version)
      );
    };
    expect(await page('first: 1')).toEqual([2]);
    expect(await page('before: 2')).toEqual([1]);
    expect(await page('first: 100, before: 1')).toEqual([]);
    expect(await page('first: 0')).toBe('BAD_USER_INPUT');
    expect(await page('first: 101')).toBe('BAD_USER_INPUT');
  });

  test('are null where nothing was kept', async () => {
    await insertConsignment(writer, 'bare');
    expect((await ask(one('bare'))).data.consignment).toMatchObject({ provenance: null, versions: [] });
  });
});

describe('a description of a source', () => {
  test.each([
    ['says no table of a type that has provenance', {}, /Consignment needs both/],
    [
      'says a table of a type that has none',
      { Consignment: 'cargo.consignment', GoodsItem: 'cargo.goods_item' },
      /GoodsItem needs both/,
    ],
    [
      'says a table of a type that there is not',
      { Consignment: 'cargo.consignment', Nothing: 'cargo.nothing' },
      /Nothing/,
    ],
    ['says what is no table', { Consignment: 'cargo.consignment; drop' }, /one schema/],
  ])('that %s stops the start', (_, tables, message) => {
    expect(() => createSubgraph({ ...cargo, tables }, { policy, database: reader, keys })).toThrow(message);
  });
});
