import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../policy/loading/load.js';
import type { RecordSourceName } from '../../schema/sources.js';
import { sql } from '../../storage/kysely.js';
import { edges as ofCargo } from '../../subgraphs/cargo/childRepository.js';
import { edges as ofIncidents } from '../../subgraphs/incidents/repository.js';
import { type Edge, loadPage } from '../../subgraphs/kit/described/edges.js';
import { edges as ofPersons } from '../../subgraphs/persons/repository.js';
import { edges as ofSeizures } from '../../subgraphs/seizures/repository.js';
import { bareSession, type Say } from './bareSession.js';
import { openScene } from './kit/compiled/scene.js';

/* Every edge of every source, over the demonstration: which rows leave the database, and which a page. */
const sources: Readonly<Partial<Record<RecordSourceName, readonly Edge[]>>> = {
  cargo: ofCargo,
  persons: ofPersons,
  seizures: ofSeizures,
  incidents: ofIncidents,
};
const edges = Object.entries(sources).flatMap(([source, own]) =>
  own.map((edge) => [edge.listing.field, source as RecordSourceName, edge] as const),
);
const byDatum = edges.filter(([, , { listing }]) => listing.guard !== undefined);

const everything: Say = { visible: true, known: true, full: true };

/** Ends that nothing in the demonstration has. */
const undemonstrated = [
  "update persons.relation set organization_ref = 'o', vessel_record_ref = 'v', aircraft_record_ref = 'a'",
  "update persons.interest set vessel_record_ref = 'v', aircraft_record_ref = 'a'",
  `insert into cargo.house_consignment (id, consignment_id, sequence)
     select 'house_a', id, 1 from cargo.consignment order by id limit 1`,
];

const scene = await openScene(loadPolicy());

beforeAll(async () => {
  for (const statement of undemonstrated) await scene.write.exec(statement);
});

/** Rows of the edge's page under the first key that has one. */
async function count(source: RecordSourceName, edge: Edge, say: Say): Promise<number> {
  const { listing, parent } = edge;
  const { session, close } = bareSession(scene.url(source), source, say);
  try {
    const [first] = await session.db.rows(sql<{ key: string }>`
      select ${parent} as key from ${listing.from} where ${parent} is not null order by 1 limit 1`);
    return (await loadPage(session, edge, first?.key ?? '', {})).edges.length;
  } finally {
    await close();
  }
}

describe('no row leaves the database without its wall', () => {
  test.each(edges)('on the edge %s', async (_, source, edge) => {
    expect(await count(source, edge, everything)).toBeGreaterThan(0);
    expect(await count(source, edge, { ...everything, visible: false })).toBe(0);
  });
});

describe('a datum that is not in full on a row does not lead to it', () => {
  test.each(byDatum)('on the edge %s, in SQL', async (_, source, edge) => {
    expect(await count(source, edge, { ...everything, full: false })).toBe(0);
  });

  test.each(byDatum)('on the edge %s, whatever SQL gave', async (_, source, edge) => {
    expect(await count(source, edge, { ...everything, judged: false })).toBe(0);
  });

  test('where it is not the id of the record that the rows are under', () => {
    const unguarded = edges.filter(([, , { listing }]) => listing.guard === undefined).map(([field]) => field);
    expect(unguarded.sort()).toEqual([
      'Consignment.goodsItems',
      'Consignment.houseConsignments',
      'Consignment.transportEquipment',
      'Incident.consignments',
      'Incident.containers',
      'Incident.organizations',
      'Incident.persons',
      'Incident.seizures',
      'Incident.vessels',
      'JointOperation.agencies',
      'Seizure.consignments',
      'Seizure.containers',
      'Seizure.items',
      'Seizure.organizations',
      'Seizure.persons',
    ]);
  });
});
