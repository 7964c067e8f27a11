import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { analysis, nodesAt, openSource, type TestSource } from './ask.js';
import { insertRows } from './rows.js';
import { vesselRow } from './scene.js';

let source: TestSource;

beforeAll(async () => {
  source = await openSource();
  await insertRows(source.adminUrl, 'joint_operation', [{ id: 'operation_lantern', name: 'Operation Lantern' }]);
  await insertRows(source.adminUrl, 'operation_agency', [
    { id: 'oa_1', joint_operation_id: 'operation_lantern', role: 'LEAD', agency: 'NL-CUSTOMS' },
  ]);
  for (const [person, count] of [
    ['ref_one', 1],
    ['ref_many', 100],
  ] as const) {
    const ids = Array.from({ length: count }, (_, index) => `${person}_${index}`);
    await insertRows(
      source.adminUrl,
      'incident',
      ids.map((id) => ({ id: `incident_${id}`, kind: 'SIGHTING', operation_id: 'operation_lantern' })),
    );
    const children = (table: string, columns: object) =>
      insertRows(
        source.adminUrl,
        table,
        ids.map((id) => ({ id: `${table}_${id}`, incident_id: `incident_${id}`, ...columns })),
      );
    await children('incident_person', {
      stated_name: 'Quill Lanternby',
      person_ref: person,
      subject_category: 'SUSPECT',
      subject_known: true,
    });
    await children('incident_vessel', vesselRow({ stated_name: 'Quartz Heron' }));
    await children('incident_seizure', { seizure_ref: 'ref_seizure' });
    await children('incident_container', { container_id: 'QQQU0000010' });
  }
});

afterAll(() => source?.close());

const query = `query ($entities: [_Any!]!) { _entities(representations: $entities) { ... on Person {
  incidents(first: 100) { edges { node { incident {
    id kind statedVesselName
    vessels(first: 5) { edges { node { statedName } } } seizures(first: 5) { edges { node { seizure { ref } } } }
    containers(first: 5) { edges { node { container { containerId incidents(first: 2) { edges { node { id } } } } } } }
    jointOperation { name agencies { edges { node { agency { id } } } } incidents(first: 3) { edges { node { id } } } }
  } } } } } } }`;

describe('statements of a question over incidents', () => {
  test('are as many for 100 incidents as for one', async () => {
    const ask = (visibleRef: string) =>
      source.ask(analysis, query, { entities: [{ __typename: 'Person', visibleRef }] });
    const one = await ask('ref_one');
    const many = await ask('ref_many');
    expect(nodesAt(one, '_entities.0.incidents')).toHaveLength(1);
    expect(nodesAt(many, '_entities.0.incidents')).toHaveLength(100);
    expect(nodesAt(many, '_entities.0.incidents.edges.7.node.incident.jointOperation.incidents')).toHaveLength(3);
    expect(many.extensions?.manifest.statements).toBe(one.extensions?.manifest.statements);
    // The person's edge, the incidents, three edges below, the container's edge, the operation and its two edges.
    expect(one.extensions?.manifest.statements).toBe(9);
  });
});
