/** @isolated it replaces the module of shield rules. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SubgraphModule } from '../../../../subgraphs/kit/module.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { longTest } from '../../../support/runner/longTest.js';
import { createRandom } from './randomOperation.js';
import { comparable } from './sameAnswer.js';
import { keys, openScene, randomRequest } from './scene.js';
import { waveDatabase } from './waveDatabase.js';

/** The category that each rule asks instead of its own; `null` for a rule that graphql-shield alone knows. */
const changed = new Map<string, string | null>();

const shield = await import('../../../../policy/shield.js');
const { rule } = await import('../../../../policy/graphqlShield.js');
jest.unstable_mockModule('../../../../policy/shield.js', () => ({
  ...shield,
  compileShield: (...[schema, access, options]: Parameters<typeof shield.compileShield>) => {
    const tree = shield.compileShield(
      schema,
      {
        ...access,
        of: (coordinate) => {
          const category = changed.get(coordinate);
          return category ? { category, also: [], data: [], domain: null, use: 'READ' } : access.of(coordinate);
        },
      },
      options,
    );
    return Object.fromEntries(
      Object.entries(tree).map(([type, fields]) => [
        type,
        Object.fromEntries(
          Object.entries(fields).map(([field, own]) => [
            field,
            changed.get(`${type}.${field}`) === null ? rule('foreign', { cache: 'no_cache' })(() => false) : own,
          ]),
        ),
      ]),
    );
  },
}));

const { loadPolicy } = await import('../../../../policy/loading/load.js');
const { cargo } = await import('../../../../subgraphs/cargo/index.js');
const { createSubgraph } = await import('../../../../subgraphs/kit/createSubgraph.js');

const policy = loadPolicy();
const scene = await openScene(policy);

const query = `{ consignments(first: 8) { edges { cursor node {
  id mrn lrn grossMassKg countriesOfRouting transportDocument { type reference } placeOfLoading { unlocode }
  handling { originator classification releasableTo } risk { score result profiles }
  parties { role name eori address { city } economicOperator { eori } } consignor { name }
  goodsItems(first: 2) { edges { node { description hs6 packages { count } } } }
  transportEquipment(first: 2) { edges { node { containerId container { containerId checkDigitValid } seals } } }
} } pageInfo { hasNextPage } } }`;

const coordinates = [
  'Query.consignments',
  'ConsignmentConnection.edges',
  'ConsignmentEdge.node',
  'Consignment.id',
  'Consignment.mrn',
  'Consignment.grossMassKg',
  'Consignment.countriesOfRouting',
  'Consignment.transportDocument',
  'TransportDocument.reference',
  'Consignment.placeOfLoading',
  'Location.unlocode',
  'Consignment.handling',
  'Handling.releasableTo',
  'Consignment.risk',
  'RiskAnalysis.score',
  'Consignment.parties',
  'TradeParty.name',
  'TradeParty.address',
  'TradeParty.economicOperator',
  'Consignment.goodsItems',
  'GoodsItem.description',
  'Container.checkDigitValid',
  'PageInfo.hasNextPage',
];

/** Every third: the rules of all are compiled by one function, and each is denied below. */
const isTriedAlways = (_: string, at: number): boolean => at % 3 === 0;

/** May not be null: denied, they make their parent null, and graphql-js leaves what it had begun there. */
const required = new Set(['Consignment.id', 'PageInfo.hasNextPage']);

/** Who sees all of their own records, and who is lent a part. */
const agencies = ['NL-CUSTOMS', 'EU-ANALYSIS'];

async function askBoth(): Promise<readonly (readonly [SourceAnswer, SourceAnswer, number])[]> {
  const database = waveDatabase(scene.database('cargo'));
  const compiled = createSubgraph(cargo as SubgraphModule, { policy, database, keys });
  const reference = createSubgraph(cargo as SubgraphModule, { policy, database, keys, execution: 'reference' });
  const answers = [];
  for (const agency of agencies) {
    const row = policy.agencies[agency];
    if (!row) throw new Error(`no agency ${agency}`);
    const any = randomRequest(policy, createRandom(1), 'cargo');
    const viewer = {
      ...any.facts.viewer,
      agency,
      kind: row.kind,
      country: row.country,
      role: 'ANALYST' as const,
      clearance: row.clearance,
    };
    const session = {
      ...any,
      facts: { ...any.facts, viewer, purpose: 'CRIMINAL_INVESTIGATION' as const, caseReference: 'C' },
    };
    answers.push([
      await compiled.execute({ query, session }),
      await reference.execute({ query, session }),
      compiled.executions.compiled,
    ] as const);
  }
  return answers;
}

function dataOf(answer: SourceAnswer): unknown {
  return (comparable(answer) as { readonly data: unknown }).data;
}

describe('a rule that is changed in the tree', () => {
  let before: string[];
  beforeAll(async () => {
    before = (await askBoth()).map(([compiled]) => JSON.stringify(comparable(compiled)));
  });

  const toNothing = 'to ask nothing changes both ways alike: %s';
  test.each(coordinates.filter(isTriedAlways))(toNothing, expectAlikeForNothing);
  longTest.each(coordinates.filter((each, at) => !isTriedAlways(each, at)))(toNothing, expectAlikeForNothing);

  async function expectAlikeForNothing(coordinate: string): Promise<void> {
    changed.clear();
    changed.set(coordinate, 'public');
    for (const [compiled, reference, ways] of await askBoth()) {
      expect(ways).toBeGreaterThan(0);
      expect(comparable(compiled)).toEqual(comparable(reference));
    }
  }

  test.each(coordinates)('to a category that nobody has denies both ways alike: %s', async (coordinate) => {
    changed.clear();
    changed.set(coordinate, 'nobody.has.this');
    const answers = await askBoth();
    for (const [compiled, reference, ways] of answers) {
      expect(ways).toBeGreaterThan(0);
      if (required.has(coordinate)) expect(dataOf(compiled)).toEqual(dataOf(reference));
      else expect(comparable(compiled)).toEqual(comparable(reference));
    }
    expect(answers.map(([compiled]) => JSON.stringify(comparable(compiled)))).not.toEqual(before);
  });

  test.each(['Consignment.mrn', 'PageInfo.hasNextPage'])(
    'to one that the compiler of rules did not make is asked by graphql-js: %s',
    async (coordinate) => {
      changed.clear();
      changed.set(coordinate, null);
      for (const [compiled, reference, ways] of await askBoth()) {
        expect(ways).toBe(0);
        expect(comparable(compiled)).toEqual(comparable(reference));
      }
    },
  );
});
