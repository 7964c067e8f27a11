import { beforeAll, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { namesProtected } from '../../../subgraphs/kit/provenance/namesProtected.js';
import { writeVersions } from '../kit/provenance/writeVersions.js';
import { asOf, customs, openPersons, police } from './ask.js';
import { insertRows } from './fixtures.js';

const source = await openPersons('DE-POLICE');
beforeAll(async () => {
  const { adminUrl } = source;
  const known = { subject_category: 'OTHER', subject_known: true, person_ref: 'ref_person_a', kind: 'ASSOCIATE' };
  await insertRows(adminUrl, 'person', [{ id: 'person_a', name: 'Assera Probe' }]);
  await insertRows(adminUrl, 'relation', [
    { id: 'relation_asserted', ...known, source_ref: 'a/relation/1', relative_ref: 'ref_w' },
    { id: 'relation_alone', ...known, source_ref: 'b', relative_ref: 'ref_x' },
    // Two rows of one record, the second with a victim.
    { id: 'relation_beside', ...known, source_ref: 'c', relative_ref: 'ref_y' },
    { id: 'relation_victim', ...known, source_ref: 'c/relation/2', relative_ref: 'ref_z', subject_category: 'VICTIM' },
  ]);
  const interest = { kind: 'OWNERSHIP', holder_person_ref: 'ref_person_a', organization_ref: 'ref_organization_b' };
  await insertRows(adminUrl, 'interest', [
    { id: 'interest_asserted', ...interest, source_ref: 'a/interest/1' },
    { id: 'interest_alone', ...interest, source_ref: 'd' },
  ]);
  const database = openDatabase(adminUrl, { source: 'persons' });
  for (const table of ['persons.relation', 'persons.interest']) await writeVersions(database, table);
  await database.close();
});

interface Node {
  readonly id: string;
  readonly provenance: { readonly file: string; readonly sourceRecord?: string | null } | null;
  readonly versions: readonly { readonly version: number; readonly sourceRecord?: string | null }[] | null;
}

async function linksOf(list: 'relations' | 'interests', whole: string, asker = police): Promise<Node[]> {
  const links = `${list} { edges { node { id provenance { file ${whole} } versions { version ${whole} } } } }`;
  const { data, errors } = await source.ask(asker, `{ person(id: "person_a") { ${links} } }`);
  expect(errors).toBeUndefined();
  const person = data?.person as Readonly<Record<string, { readonly edges: readonly { readonly node: Node }[] }>>;
  return (person[list]?.edges ?? []).map(({ node }) => node);
}

it('says of relations and interests where they came from and what they were: they had neither', async () => {
  for (const list of ['relations', 'interests'] as const) {
    const nodes = await linksOf(list, '');
    expect(nodes.length).toBeGreaterThan(1);
    for (const { id, provenance, versions } of nodes) {
      expect(provenance).toEqual({ file: 'demo-3.json' });
      // Of a link to a protected person history is masked, as are its names.
      const shown = id === 'relation_victim' ? [null, null] : [2, 1];
      expect(versions?.map(({ version }) => version)).toEqual(shown);
    }
  }
});

it('shows a link raw to its originator where it is a record of its own, and none of its ends is protected', async () => {
  const raw = async (list: 'relations' | 'interests') =>
    Object.fromEntries(
      (await linksOf(list, 'sourceRecord')).map(({ id, provenance }) => [id, provenance?.sourceRecord]),
    );
  const shown = { relation_alone: '<third>' };
  const hidden = { relation_asserted: null, relation_beside: null, relation_victim: null };
  expect(await raw('relations')).toEqual({ ...shown, ...hidden });
  // What a record asserts is a part of it: its text may hold what nobody is shown raw.
  expect(await raw('interests')).toEqual({ interest_asserted: null, interest_alone: '<third>' });
  const others = await linksOf('interests', 'sourceRecord', customs);
  expect(others.some(({ provenance }) => provenance?.sourceRecord)).toBe(false);
});

it('takes the ends of an earlier relation, a record of its own, for persons that it names', () => {
  const policy = loadPolicy();
  const ends = { subjects: [{ person: { source: 's', sourceRef: '1' } }], objects: [{ organization: {} }] };
  expect(namesProtected(policy, asOf, 'demo-persons', { kind: 'relation', relation: 'FAMILY', ...ends })).toBe(true);
  expect(namesProtected(policy, asOf, 'ftm', { kind: 'relation', relation: 'FAMILY', ...ends })).toBe(false);
});
