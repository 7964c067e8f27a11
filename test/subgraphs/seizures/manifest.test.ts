import { describe, expect, test } from '@jest/globals';
import { customs, openSource, police, type TestSource } from './ask.js';
import { insertRows } from './rows.js';
import { insertScene } from './scene.js';

/** Type and id of all that an answer names, e.g. `Person ref_quill`, sorted. */
async function namedBy(source: TestSource, query: string, variables = {}, asker = police): Promise<string[]> {
  const { errors, extensions } = await source.ask(asker, query, variables);
  expect(errors).toBeUndefined();
  return (extensions?.manifest.disclosed ?? []).flatMap(({ type, ids }) => ids.map((id) => `${type} ${id}`)).sort();
}

const entity = 'query ($e: [_Any!]!) { _entities(representations: $e) ';

const opened = await openSource();
await insertScene(opened.adminUrl);
await insertRows(opened.adminUrl, 'seizure', [{ id: 'seizure_lone' }]);
const lone = { id: 'p_lone', seizure_id: 'seizure_lone', stated_name: 'Fen Unrecorded' };
await insertRows(opened.adminUrl, 'seizure_person', [lone]);

describe.each(['compiled', 'reference'] as const)('the manifest of the %s execution', (execution) => {
  const source = { ...opened, ask: opened.otherwise({ execution }) };

  test.each(['statedName', 'role', 'id'])(
    'names who stands at the end of a link of which only %s was read',
    async (field) => {
      const query = `{ seizure(id: "seizure_a") { persons { edges { node { ${field} } } } organizations { edges { node { ${field} } } } } }`;
      expect(await namedBy(source, query)).toEqual([
        'Organization ref_lantern',
        'Person ref_quill',
        'Seizure seizure_a',
        'SeizureOrganization o_seizure_a',
        'SeizurePerson p_seizure_a',
      ]);
    },
  );

  test('names a name without a record by its link', async () => {
    const query = '{ seizure(id: "seizure_lone") { persons { edges { node { statedName } } } } }';
    expect(await namedBy(source, query)).toEqual(['Seizure seizure_lone', 'SeizurePerson p_lone']);
  });

  test('names the seizure whose id a vessel or a container leads to', async () => {
    const vessel = { e: [{ __typename: 'Vessel', imo: '9999993' }] };
    const ofVessel = `${entity} { ... on Vessel { seizures { edges { node { id } } } } } }`;
    expect(await namedBy(source, ofVessel, vessel)).toEqual([
      'Seizure seizure_a',
      'Seizure seizure_secret',
      'Vessel 9999993',
    ]);
    const container = { e: [{ __typename: 'Container', containerId: 'QQQU0000010' }] };
    const ofContainer = `${entity} { ... on Container { seizures(first: 1) { edges { node { id } } } } } }`;
    expect(await namedBy(source, ofContainer, container)).toEqual([
      'Container QQQU0000010',
      'Seizure seizure_a',
      'SeizureContainer t_seizure_a',
    ]);
  });

  test('names the ship of a seizure where its stated name was read, and not where it was not', async () => {
    const named = await namedBy(source, '{ seizure(id: "seizure_a") { vessel { statedName } } }');
    expect(named).toEqual(['Seizure seizure_a', 'Vessel 9999993']);
    expect(await namedBy(source, '{ seizure(id: "seizure_a") { seizedAt } }')).toEqual(['Seizure seizure_a']);
  });

  test('names the record behind a link of which nothing but the number was read, and the number', async () => {
    const query =
      '{ seizure(id: "seizure_a") { consignments { edges { node { statedMrn } } } items { edges { node { drug } } } } }';
    expect(await namedBy(source, query)).toEqual([
      'Consignment ref_consignment',
      'Mrn 26NLQQ00000000000J1',
      'SeizedItem item_0',
      'SeizedItem item_1',
      'Seizure seizure_a',
      'SeizureConsignment c_seizure_a',
    ]);
  });

  test('names a number that was asked for in vain, however it was written', async () => {
    const query = '{ seizure(caseReference: "nlc-2026-99999") { id } }';
    expect(await namedBy(source, query)).toEqual(['CaseReference NLC202699999']);
    const filter =
      '{ seizures(filter: { or: [{ caseReference: { eq: "NLC-9" } }, { not: { caseReference: { in: ["NLC-8"] } } }] }) { pageInfo { hasNextPage } } }';
    expect(await namedBy(source, filter, {}, customs)).toEqual(['CaseReference NLC8', 'CaseReference NLC9']);
  });

  test('names nobody of what was asked for and withheld', async () => {
    const query = '{ seizures { edges { node { persons { edges { node { statedName } } } } } } }';
    const { extensions } = await source.ask({ agency: 'XA-CUSTOMS', purpose: 'CUSTOMS_CONTROL' }, query);
    expect(extensions?.manifest.disclosed.filter(({ type }) => type.endsWith('Person'))).toEqual([]);
  });
});
