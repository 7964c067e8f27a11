import { beforeAll, describe, expect, it } from '@jest/globals';
import { openPersons } from '../../../persons/ask.js';
import { insertRows, type Row } from '../../../persons/fixtures.js';
import { askHoldings, dpo, type Holding, holdingsOf, ordered, valuesOf } from './asking.js';

/*
 * Relations and interests of NL-CUSTOMS. `ref_quill` is the asked person's record; her father has her name.
 */
const source = await openPersons();
const relation = { originator: 'NL-CUSTOMS', kind: 'FAMILY', start_date: '1990', holds: ['persons.reason'] };
const refs = [{ ref: 'ref_quill', twin: null }];
const cleared = { ...dpo, clearance: 'RESTREINT_UE' } as const;

/** Firms that one person owns, but for the one that employs them. */
const owned: readonly { readonly id: string; readonly kind?: string; readonly row?: Row }[] = [
  { id: 'own' },
  { id: 'employer', kind: 'EMPLOYMENT' },
  { id: 'club', kind: 'MEMBERSHIP' },
  { id: 'victim', row: { data_subject_category: 'VICTIM' } },
  { id: 'minor', row: { minor: true } },
  { id: 'secret', row: { classification: 4 } },
  { id: 'expired', row: { expires_at: '2020-01-01' } },
  { id: 'foreign', row: { originator: 'DE-POLICE' } },
];

beforeAll(async () => {
  await insertRows(source.adminUrl, 'relation', [
    {
      id: 'relation_of',
      ...relation,
      person_ref: 'ref_quill',
      relationship: 'daughter',
      stated_name: 'Quill Lanternby',
    },
    { id: 'relation_to', ...relation, person_ref: 'ref_else', relative_ref: 'ref_quill', stated_name: 'Quill L.' },
    { id: 'relation_named', ...relation, person_ref: 'ref_else', stated_name: 'Lanternby, Quill' },
    {
      id: 'relation_firm',
      ...relation,
      person_ref: 'ref_else',
      relative_organization_ref: 'ref_firm',
      stated_name: 'Quill Lanternby',
    },
    {
      id: 'relation_else',
      ...relation,
      person_ref: 'ref_else',
      relative_ref: 'ref_third',
      stated_name: 'Orla Nightjar',
    },
  ]);
  const interest = {
    originator: 'NL-CUSTOMS',
    kind: 'DIRECTORSHIP',
    role: 'sole director',
    organization_ref: 'ref_firm',
    holds: ['organizations.registration'],
  };
  await insertRows(source.adminUrl, 'interest', [
    { id: 'interest_of', ...interest, holder_person_ref: 'ref_quill' },
    { id: 'interest_else', ...interest, holder_person_ref: 'ref_else' },
    ...owned.map(({ id, kind = 'OWNERSHIP' }) => ({
      ...{ id: `interest_${id}`, ...interest, holder_person_ref: 'ref_owner', organization_ref: `ref_${id}`, kind },
    })),
    {
      id: 'interest_ship',
      ...interest,
      holder_person_ref: 'ref_owner',
      organization_ref: null,
      vessel_record_ref: 'ref_ship',
    },
  ]);
  await insertRows(
    source.adminUrl,
    'organization',
    owned.map(({ id, row = {} }) => ({
      ...{ id: `organization_${id}`, ref: `ref_${id}`, name: `Firm ${id}`, originator: 'NL-CUSTOMS', ...row },
    })),
  );
  const ship = { id: 'vessel_ship', ref: 'ref_ship', name: 'Ship', originator: 'NL-CUSTOMS' };
  await insertRows(source.adminUrl, 'vessel_record', [ship]);
}, 60_000);

const linksOf = async () => {
  const holdings = await holdingsOf(source, 'persons', { refs });
  const found = new Map(holdings?.found.map((each) => [each.id, each as Holding]));
  return { found, namesakes: holdings?.namesakes.map(({ id }) => id) };
};

describe('relations and interests', () => {
  it('are found at either end by the record that was found, and by a name at the end that has it', async () => {
    const { found, namesakes } = await linksOf();
    expect([...found.keys()]).toEqual(['interest_of', 'relation_of', 'relation_to']);
    expect(namesakes).toEqual(['relation_named']);
    expect(found.get('relation_to')).toMatchObject({ foundBy: 'POINTS_AT_RECORD', recordId: null, recordType: null });
  });

  it('tell the name of the person who asks, and never of the one at the other end', async () => {
    const { found } = await linksOf();
    const valuesAt = (id: string) => valuesOf(found.get(id) as Holding, false);
    expect(valuesAt('relation_to')).toMatchObject({ statedName: 'Quill L.', kind: 'FAMILY' });
    expect(valuesAt('relation_of')).toEqual({
      kind: 'FAMILY',
      relationship: 'daughter',
      startDate: '1990',
      inverse: 'false',
    });
    expect(valuesAt('interest_of')).toEqual({ kind: 'DIRECTORSHIP', role: 'sole director' });
  });

  it('are answered alike, no matter who is at the other end', async () => {
    await askHoldings(source, 'persons', { refs });
    const alone = await askHoldings(source, 'persons', { refs });
    await insertRows(source.adminUrl, 'relation', [
      {
        id: 'relation_more',
        ...relation,
        person_ref: 'ref_else',
        relative_ref: 'ref_fourth',
        stated_name: 'Orla Nightjar',
      },
    ]);
    expect(ordered(await askHoldings(source, 'persons', { refs }))).toEqual(ordered(alone));
  });

  const supervisor = { ...cleared, agency: 'EU-SUPERVISOR', role: 'AUDITOR' } as const;
  it.each([cleared, supervisor])(
    'name to $agency what the person owns or directs, and log it; nothing else',
    async (asker) => {
      const differing = { refs: [{ ref: 'ref_owner', twin: null }] };
      const answer = await askHoldings(source, 'persons', differing, asker);
      const holdings = await holdingsOf(source, 'persons', differing, asker);
      const values = holdings?.found.flatMap((each) => Object.entries(valuesOf(each as Holding, false)));
      expect(values?.filter(([path]) => path.endsWith('.name'))).toEqual([
        ['organization.name', 'Firm own'],
        ['vesselRecord.name', 'Ship'],
      ]);
      const logged = answer.extensions?.manifest?.disclosed.flatMap(({ ids }) => ids) ?? [];
      expect(logged.filter((id) => /^(organization|vessel)_/.test(id)).sort()).toEqual([
        'organization_own',
        'vessel_ship',
      ]);
      expect(holdings?.found).toHaveLength(owned.length + 1);
    },
  );
});
