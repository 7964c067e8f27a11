import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadDemo } from '../../../ingest/demo/load.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { sql } from '../../../storage/kysely.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';

const size = { consignments: 30, persons: 30, organizations: 10, vessels: 4, aircraft: 2, seizures: 30, incidents: 20 };
const policy = loadPolicy();
const caseOf = (agency: string) => ({ agency, caseReference: policy.agencies[agency]?.caseReference.example ?? '' });
const police = { ...caseOf('DE-POLICE'), purpose: 'CRIMINAL_INVESTIGATION' } as const;
const supervisor = { ...caseOf('EU-SUPERVISOR'), role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' } as const;

interface Link {
  readonly id: string;
  readonly statedName: string | null;
  readonly person: { readonly id: string } | null;
}
interface Seized {
  readonly node: { readonly persons: { readonly edges: readonly { readonly node: Link }[] } };
}

describe.each([
  ['together', false],
  ['apart', true],
])('the search of the log, the sources %s', (_name, apart) => {
  let deployment: TestDeployment;
  beforeAll(async () => {
    deployment = await openTestDeployment({ apart });
    await loadDemo({ databases: deployment.databases, linkKey: deployment.linkKey, policy, size });
  });
  afterAll(() => deployment?.close());

  const search =
    'query ($filter: AuditEntryFilter!) { auditEntries(first: 100, filter: $filter) { edges { node { requestId } } } }';
  const found = async (name: string, told: string[] | null = null): Promise<string[]> =>
    await foundBy({ entity: { id: name, told } });
  const foundBy = async (filter: object): Promise<string[]> => {
    const { body } = await deployment.ask(supervisor, search, { filter });
    expect(body.errors).toBeUndefined();
    return body.data.auditEntries.edges.map(({ node }: { node: { requestId: string } }) => node.requestId);
  };
  const requestId = async (query: string, variables = {}): Promise<string> => {
    const { body } = await deployment.ask(police, query, variables);
    expect(body.errors).toBeUndefined();
    return body.extensions.requestId;
  };

  test('finds a look at a name that was read through a link by the public id of the person, and by her pseudonym', async () => {
    const page = await deployment.ask(
      police,
      '{ seizures(first: 50) { edges { node { persons { edges { node { id statedName person { id } } } } } } } }',
    );
    const links = page.body.data.seizures.edges.flatMap(({ node }: Seized) =>
      node.persons.edges.map((edge) => edge.node),
    );
    const named = links.find(({ statedName, person }: Link) => statedName !== null && person !== null) as Link;
    const [link] = await deployment.databases.seizures.rows(
      sql<{ seizure: string; ref: string }>`select seizure_id as seizure, person_ref as ref
        from seizures.seizure_person where id = ${named.id}`,
    );
    const person = named.person;
    const query = 'query ($id: ID!) { seizure(id: $id) { persons { edges { node { role statedName } } } } }';
    const looked = await requestId(query, { id: link?.seizure });
    expect(await found(String(person?.id))).toContain(looked);
    expect(await found(String(link?.ref))).toContain(looked);
    const whole = await requestId('query ($id: ID!) { person(id: $id) { id name } }', { id: person?.id });
    expect(await found(String(link?.ref))).toEqual(expect.arrayContaining([looked, whole]));
  });

  test('finds who asked for a number, in vain too, and however it is written', async () => {
    const ship = await requestId('{ vessel(imo: "IMO 9074729") { seizures { edges { node { id } } } } }');
    expect(await foundBy({ entity: { type: 'Vessel', number: '9074729' } })).toContain(ship);
    const box = await requestId('{ container(id: "ZZZU 999999-9") { containerId } }');
    expect(await foundBy({ entity: { type: 'Container', number: 'zzzu9999999' } })).toContain(box);
    const mrn = await requestId('{ consignment(mrn: "26NL00000000000099") { id } }');
    expect(await foundBy({ entity: { type: 'Mrn', number: '26NL 0000 0000 0000 99' } })).toContain(mrn);
  });

  test('is told that a name is nobody’s by an empty page', async () => {
    expect(await found('person_nobodynobodynobodynobody')).toEqual([]);
  });
});
