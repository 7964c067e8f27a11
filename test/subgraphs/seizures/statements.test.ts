import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nodesAt, openSource, police, type TestSource } from './ask.js';
import { insertRows } from './rows.js';

let source: TestSource;

beforeAll(async () => {
  source = await openSource();
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${count}_${index}`);
  for (const [container, count] of [
    ['QQQU0000010', 1],
    ['QQQU0000025', 100],
  ] as const) {
    const ids = numbers(count);
    await insertRows(
      source.adminUrl,
      'seizure',
      ids.map((id) => ({ id: `seizure_${id}` })),
    );
    const children = (table: string, columns: object) =>
      insertRows(
        source.adminUrl,
        table,
        ids.map((id) => ({ id: `${table}_${id}`, seizure_id: `seizure_${id}`, ...columns })),
      );
    await children('seized_item', { category: 'DRUGS', normalised_kg: 1 });
    await children('seizure_person', {
      stated_name: 'Quill Lanternby',
      person_ref: `ref_${container}`,
      subject_category: 'SUSPECT',
      subject_known: true,
    });
    await children('seizure_organization', { stated_name: 'Lantern Freight' });
    await children('seizure_consignment', { stated_mrn: '26NLQQ00000000000J1' });
    await children('seizure_container', { container_id: container });
  }
});

afterAll(() => source?.close());

const query = `query ($entities: [_Any!]!) { _entities(representations: $entities) { ... on Container {
  seizures(first: 100) { edges { node { seizure {
    id normalisedKg vessel { statedName }
    items(first: 5) { edges { node { category } } } organizations(first: 5) { edges { node { statedName } } }
    consignments(first: 5) { edges { node { statedMrn } } } containers(first: 5) { edges { node { statedNumber } } }
    persons(first: 5) { edges { node { person { ref seizures(first: 2) { edges { node { seizure { id } } } } } } } }
  } } } } } } }`;

describe('statements of a question over seizures', () => {
  test('are as many for 100 seizures as for one', async () => {
    const ask = (containerId: string) =>
      source.ask(police, query, { entities: [{ __typename: 'Container', containerId }] });
    const one = await ask('QQQU0000010');
    const many = await ask('QQQU0000025');
    expect(nodesAt(one, '_entities.0.seizures')).toHaveLength(1);
    expect(nodesAt(many, '_entities.0.seizures')).toHaveLength(100);
    expect(
      nodesAt(many, '_entities.0.seizures.edges.0.node.seizure.persons.edges.0.node.person.seizures'),
    ).toHaveLength(2);
    expect(many.extensions?.manifest.statements).toBe(one.extensions?.manifest.statements);
    // The edge of the container, the seizures, five edges below them, the edge of the persons.
    expect(one.extensions?.manifest.statements).toBe(8);
  });
});
