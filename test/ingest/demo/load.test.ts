import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../ingest/demo/load.js';
import { story } from '../../../ingest/demo/story.js';
import { loadPolicy } from '../../../policy/load.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { linkKey, openIngestDatabases } from '../support.js';

const policy = loadPolicy();
let database: TestDatabase;
let databases: ReturnType<typeof openIngestDatabases>;

beforeAll(async () => {
  database = await createTestDatabase();
  databases = openIngestDatabases(database);
});
afterAll(async () => {
  await databases?.close();
  await database?.close();
});

describe('loadDemo', () => {
  it('loads the scenario within seconds and changes nothing a second time', async () => {
    const steps: number[] = [];
    const options = { databases, keys: { link: linkKey }, policy };
    const first = await loadDemo({ ...options, progress: (done) => steps.push(done) });
    expect(first).toMatchObject({ read: first.stored, unchanged: 0 });
    // Measured 1.9 s on two idle cores; the bound leaves room for a machine that does other things too.
    expect(first.seconds).toBeLessThan(20);
    expect(steps.at(-1)).toBe(first.read);
    const again = await loadDemo(options);
    expect(again).toMatchObject({ read: first.read, stored: 0, unchanged: first.read });
    console.info(`demonstration: ${first.read} records in ${first.seconds} s, again in ${again.seconds} s`);
  });

  it('joins the story across the sources by references alone', async () => {
    const [party] = await databases.cargo.exec<{ person_ref: string }>(
      `select p.person_ref from cargo.trade_party p
       join cargo.transport_equipment e on e.consignment_id = p.consignment_id
       where e.container_id = $1 and p.role = 'CONSIGNOR'`,
      [story.containerId],
    );
    const ref = [party?.person_ref];
    const person = await databases.persons.exec(
      'select name, names, identifications, programmes from persons.person where ref = $1',
      ref,
    );
    expect(person).toMatchObject([
      {
        name: story.consignorName,
        names: expect.arrayContaining([{ name: story.consignorAliases[1], kind: 'ALIAS', script: 'Latn' }]),
        identifications: expect.arrayContaining([
          expect.objectContaining({ type: 'PASSPORT', number: story.consignorPassport }),
        ]),
      },
    ]);
    const seizures = await databases.seizures.exec<{ case_reference: string; consignment_ref: string }>(
      `select r.case_reference, c.consignment_ref from seizures.seizure_person p
       join seizures.seizure r on r.id = p.seizure_id
       join seizures.seizure_consignment c on c.seizure_id = r.id where p.person_ref = $1`,
      ref,
    );
    expect(seizures).toMatchObject([{ case_reference: story.seizureCase }]);
    expect(
      await databases.cargo.exec('select mrn from cargo.consignment where ref = $1', [seizures[0]?.consignment_ref]),
    ).toEqual([{ mrn: story.seizedMrn }]);
    expect(
      await databases.incidents.exec(
        `select r.case_reference, o.id, o.name from incidents.incident_person p
         join incidents.incident r on r.id = p.incident_id
         join incidents.joint_operation o on o.id = r.operation_id where p.person_ref = $1`,
        ref,
      ),
    ).toMatchObject([{ case_reference: story.incidentCase, id: story.operation }]);
  });
});
