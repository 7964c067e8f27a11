import { beforeAll, describe, expect, test } from '@jest/globals';
import { analysis, customs, openSource, police } from './ask.js';
import { insertRows } from './rows.js';

/* What a seizure states of persons and organizations, sealed for the source that can match it. */
const source = await openSource();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'seizure', [{ id: 'seizure_one' }]);
  const known = { subject_category: 'OTHER', subject_known: true };
  const persons = [
    { id: 'known', stated_name: 'Fictitius Exemplar', stated_birth_date: '1961-04-12', ...known },
    { id: 'undated', stated_name: 'Fictitia Specimen', ...known },
    { id: 'nameless', stated_birth_date: '1961', ...known },
    { id: 'minor', stated_name: 'Fictitius Minor', subject_minor: true },
    { id: 'unknown', stated_name: 'Fictitius Nobody' },
  ];
  await insertRows(
    source.adminUrl,
    'seizure_person',
    persons.map((person) => ({ ...person, seizure_id: 'seizure_one' })),
  );
  await insertRows(source.adminUrl, 'seizure_organization', [
    { id: 'firm', seizure_id: 'seizure_one', stated_name: 'Fictitious Freight Ltd' },
  ]);
});

async function sealedFor(asker: typeof police) {
  const answer = await source.ask(
    asker,
    `{ seizures { edges { node { persons { edges { node { id matches { probe } } } }
       organizations { edges { node { id matches { probe } } } } } } } }`,
  );
  type Links = {
    readonly edges: readonly { readonly node: { readonly id: string; readonly matches: { probe: string } | null } }[];
  };
  const page = answer.data?.seizures as { edges: { node: { persons: Links; organizations: Links } }[] };
  const [seizure] = page.edges;
  const links = [...(seizure?.node.persons.edges ?? []), ...(seizure?.node.organizations.edges ?? [])];
  const sealed = new Map(
    links.map(({ node }) => [node.id, node.matches && source.openProbe(asker, node.matches.probe)] as const),
  );
  return { answer, sealed };
}

describe('who is stated in a seizure', () => {
  test('is sealed by name and date of birth, as a person or as a firm, where they are FULL on the link', async () => {
    const { sealed, answer } = await sealedFor(police);
    expect(Object.fromEntries(sealed)).toEqual({
      known: { kind: 'stated', of: ['person'], names: ['Fictitius Exemplar'], birthDates: ['1961-04-12'] },
      undated: { kind: 'stated', of: ['person'], names: ['Fictitia Specimen'], birthDates: [] },
      nameless: null,
      minor: null,
      unknown: null,
      firm: { kind: 'stated', of: ['organization'], names: ['Fictitious Freight Ltd'] },
    });
    expect(answer.extensions?.withheld).toEqual([
      expect.objectContaining({ category: 'seizures.persons', effect: 'MASKED', count: 2 }),
    ]);
  });

  test('is in the manifest as one whose data were used', async () => {
    const { answer } = await sealedFor(police);
    expect(answer.extensions?.manifest.disclosed).toContainEqual(
      expect.objectContaining({ ids: ['seizure_one'], categories: expect.arrayContaining(['seizures.persons']) }),
    );
  });

  test('is sealed for nobody to whom they are masked on every link', async () => {
    const { sealed, answer } = await sealedFor(customs);
    expect([...sealed.values()].filter((each) => each !== null)).toEqual([]);
    expect(answer.extensions?.withheld.length).toBeGreaterThan(0);
    expect((await sealedFor(analysis)).sealed.get('known')).not.toBeUndefined();
  });
});
