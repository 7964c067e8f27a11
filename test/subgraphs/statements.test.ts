import { beforeAll, describe, expect, test } from '@jest/globals';
import { incidents } from '../../subgraphs/incidents/index.js';
import type { SubgraphModule } from '../../subgraphs/kit/module.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import { type Asker, analysis, police } from './askers.js';
import { insertRows as insertIncidents } from './incidents/rows.js';
import { vesselRow } from './incidents/scene.js';
import type { Row } from './insertRows.js';
import { nodesAt, openSource } from './openSource.js';
import { insertRows as insertSeizures } from './seizures/rows.js';

/** A question over records that one key leads to, and the statements that it takes however many these are. */
interface Question {
  readonly module: SubgraphModule;
  readonly asker: Asker;
  readonly insertRows: typeof insertSeizures;
  /** Rows that all records share, by table. */
  readonly shared: Readonly<Record<string, readonly Row[]>>;
  readonly record: string;
  readonly columns: Row;
  /** Columns of a child's row, by table. */
  readonly children: (key: string) => Readonly<Record<string, Row>>;
  readonly entity: (key: string) => object;
  readonly query: string;
  /** A page below one record that holds several rows. */
  readonly below: readonly [path: string, rows: number];
  readonly statements: number;
}

const suspect = { stated_name: 'Quill Lanternby', subject_category: 'SUSPECT', subject_known: true };

const questions: readonly Question[] = [
  {
    module: incidents,
    asker: analysis,
    insertRows: insertIncidents,
    shared: {
      joint_operation: [{ id: 'operation_lantern', name: 'Operation Lantern' }],
      operation_agency: [{ id: 'oa_1', joint_operation_id: 'operation_lantern', role: 'LEAD', agency: 'NL-CUSTOMS' }],
    },
    record: 'incident',
    columns: { kind: 'SIGHTING', operation_id: 'operation_lantern' },
    children: (key) => ({
      incident_person: { ...suspect, person_ref: key },
      incident_vessel: vesselRow({ stated_name: 'Quartz Heron' }),
      incident_seizure: { seizure_ref: 'ref_seizure' },
      incident_container: { container_id: 'QQQU0000010' },
    }),
    entity: (visibleRef) => ({ __typename: 'Person', visibleRef }),
    query: `... on Person { incidents(first: 100) { edges { node { incident {
      id kind statedVesselName
      vessels(first: 5) { edges { node { statedName } } } seizures(first: 5) { edges { node { seizure { ref } } } }
      containers(first: 5) { edges { node { container { containerId incidents(first: 2) { edges { node { id } } } } } } }
      jointOperation { name agencies { edges { node { agency { id } } } } incidents(first: 3) { edges { node { id } } } }
    } } } } }`,
    below: ['incidents.edges.7.node.incident.jointOperation.incidents', 3],
    // The person's edge, the incidents, three edges below, the container's edge, the operation and its two edges.
    statements: 9,
  },
  {
    module: seizures,
    asker: police,
    insertRows: insertSeizures,
    shared: {},
    record: 'seizure',
    columns: {},
    children: (key) => ({
      seized_item: { category: 'DRUGS', normalised_kg: 1 },
      seizure_person: { ...suspect, person_ref: `ref_${key}` },
      seizure_organization: { stated_name: 'Lantern Freight' },
      seizure_consignment: { stated_mrn: '26NLQQ00000000000J1' },
      seizure_container: { container_id: key },
    }),
    entity: (containerId) => ({ __typename: 'Container', containerId }),
    query: `... on Container { seizures(first: 100) { edges { node { seizure {
      id normalisedKg vessel { statedName }
      items(first: 5) { edges { node { category } } } organizations(first: 5) { edges { node { statedName } } }
      consignments(first: 5) { edges { node { statedMrn } } } containers(first: 5) { edges { node { statedNumber } } }
      persons(first: 5) { edges { node { person { ref seizures(first: 2) { edges { node { seizure { id } } } } } } } }
    } } } } }`,
    below: ['seizures.edges.0.node.seizure.persons.edges.0.node.person.seizures', 2],
    // The edge of the container, the seizures, five edges below them, the edge of the persons.
    statements: 8,
  },
];

const few = ['QQQU0000010', 1] as const;
const many = ['QQQU0000025', 100] as const;

const asked = await Promise.all(questions.map(async (each) => ({ ...each, source: await openSource(each.module) })));

describe.each(asked)('statements of a question over $record records', (question) => {
  const { asker, record, insertRows, source } = question;
  beforeAll(async () => {
    const put = (table: string, rows: readonly Row[]) => insertRows(source.adminUrl, table, rows);
    for (const [table, rows] of Object.entries(question.shared)) await put(table, rows);
    for (const [key, count] of [few, many]) {
      const ids = Array.from({ length: count }, (_, index) => `${key}_${index}`);
      await put(
        record,
        ids.map((id) => ({ id: `${record}_${id}`, ...question.columns })),
      );
      for (const [table, columns] of Object.entries(question.children(key)))
        await put(
          table,
          ids.map((id) => ({ id: `${table}_${id}`, [`${record}_id`]: `${record}_${id}`, ...columns })),
        );
    }
  });

  test('are as many for 100 records as for one', async () => {
    const query = `query ($entities: [_Any!]!) { _entities(representations: $entities) { ${question.query} } }`;
    const ask = (key: string) => source.ask(asker, query, { entities: [question.entity(key)] });
    // A source reads its envelopes once in a process.
    await ask(few[0]);
    const [one, hundred] = [await ask(few[0]), await ask(many[0])];
    expect(nodesAt(one, `_entities.0.${record}s`)).toHaveLength(1);
    expect(nodesAt(hundred, `_entities.0.${record}s`)).toHaveLength(100);
    const [path, rows] = question.below;
    expect(nodesAt(hundred, `_entities.0.${path}`)).toHaveLength(rows);
    expect(one.extensions?.manifest.statements).toBe(question.statements);
    expect(hundred.extensions?.manifest.statements).toBe(question.statements);
  });
});
