import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecognisedForm } from '../../../schema/identifiers/recognition/forms.js';
import {
  type Asker,
  analysis,
  antifraud,
  border,
  customs,
  judicial,
  openPersons,
  partner,
  police,
  tax,
} from './ask.js';
import { insertRows } from './fixtures.js';

/*
 * Contact data are data, as of a filter: each is held by one record, and one that nobody holds is asked beside it. Where the datum is
 * not FULL on the record, the two answers must be the same.
 */
const originator = 'EU-ANALYSIS';
const handled = { originator, handling_codes: ['H3'] };
const lent = { originator, releasable_to: [`agency:${originator}`], hit_to: ['agency:DE-POLICE'] };
const account = (number: string) => ({ identifications: [{ type: 'OTHER', country: null, number, scheme: 'IBAN' }] });
const missing: readonly RecognisedForm[] = [
  { form: 'TELEPHONE', value: '+442079460999' },
  { form: 'EMAIL', value: 'nobody@example.org' },
];
const source = await openPersons();

beforeAll(async () => {
  const subject = (name: string, phone: string, row: object = {}) => ({
    ...{ name: `Exemplar ${name}`, phones: [phone], emails: [`${name}@Example.ORG`], ...row },
  });
  await insertRows(source.adminUrl, 'person', [
    { id: 'person_shown', ...subject('shown', '0044 (0)20 7946 0001', account('NL91 ABNA 0417 1643 00')) },
    { id: 'person_wrong', ...subject('wrong', '+44 20 7946 0010', account('NL92ABNA0417164300')) },
    { id: 'person_masked', ...subject('masked', '+44 20 7946 0002', handled) },
    { id: 'person_lent', ...subject('lent', '+44 20 7946 0003', lent) },
    {
      id: 'person_protected',
      ...subject('protected', '+44 20 7946 0004', { originator, data_subject_category: 'VICTIM' }),
    },
    { id: 'person_secret', ...subject('secret', '+44 20 7946 0005', { originator, classification: 4 }) },
  ]);
  await insertRows(source.adminUrl, 'organization', [
    { id: 'organization_shown', ...subject('firm', '+44 20 7946 0006') },
    { id: 'organization_local', ...subject('local', '020 7946 0009') },
    { id: 'organization_masked', ...subject('hidden', '+44 20 7946 0007', handled) },
    { id: 'organization_lent', ...subject('owed', '+44 20 7946 0008', lent) },
  ]);
});

const query = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
  persons { hitState lookedUp exact { id name phones } } organizations { hitState lookedUp exact { id name } } } } }`;

async function search(recognised: readonly RecognisedForm[], asker: Asker = police) {
  const probe = source.seal(asker, { kind: 'search', recognised, feeds: null });
  return source.ask(asker, query, { probe });
}

async function found(recognised: readonly RecognisedForm[], asker?: Asker) {
  const { data } = await search(recognised, asker);
  type Kind = { exact: { id: string }[] };
  const [{ persons, organizations } = {}] = (data?._entities ?? []) as { persons?: Kind; organizations?: Kind }[];
  return [...(persons?.exact ?? []), ...(organizations?.exact ?? [])].map(({ id }) => id);
}

const iban = (value: string): RecognisedForm => ({ form: 'IBAN', value });
const phone = (digit: number): RecognisedForm => ({ form: 'TELEPHONE', value: `+44207946000${digit}` });
const email = (name: string): RecognisedForm => ({ form: 'EMAIL', value: `${name}@example.org` });

describe('a telephone number or an e-mail address', () => {
  it('finds whom it is stated of, however it is written', async () => {
    expect([await found([phone(1)]), await found([email('shown')])]).toEqual([['person_shown'], ['person_shown']]);
    expect([await found([phone(6)]), await found([email('firm')])]).toEqual([
      ['organization_shown'],
      ['organization_shown'],
    ]);
    expect(await found([phone(8)], analysis)).toEqual(['organization_lent']);
  });

  it('finds nobody by a number that is stated without its country', async () => {
    expect(await found([phone(9)])).toEqual([]);
    expect(await found([email('local')])).toEqual(['organization_local']);
  });

  it('leads from an account to the person of whom it is stated as a number, its check digits right or wrong', async () => {
    expect(await found([iban('NL91ABNA0417164300')])).toEqual(['person_shown']);
    expect(await found([iban('NL92ABNA0417164300')])).toEqual(['person_wrong']);
    expect(await found([iban('NL91ABNA0417164300')], judicial)).toEqual([]);
  });

  it.each([
    ['masked', 2, 'masked', police],
    ['lent as a hit', 3, 'lent', police],
    ['of somebody protected', 4, 'protected', police],
    ['secret', 5, 'secret', { ...police, clearance: 'RESTREINT_UE' }],
    ['masked for customs', 1, 'shown', customs],
    ['masked for border guards', 1, 'shown', border],
    ['a hit for the judiciary', 1, 'shown', judicial],
    ['masked for tax offices', 1, 'shown', tax],
    ['masked for OLAF', 1, 'shown', antifraud],
    ['not released to a third country', 1, 'shown', partner],
    ['of an organization that is masked', 7, 'hidden', police],
    ['of an organization that is lent as a hit', 8, 'owed', police],
  ] as const)('finds nobody where it is %s: the answer is that of two worlds', async (_, digit, name, asker) => {
    // Why first: envelopes are read once.
    await search(missing, asker);
    for (const [at, there] of [phone(digit), email(name)].entries()) {
      const [one, other] = [await search([there], asker), await search([missing[at] as RecognisedForm], asker)];
      expect(JSON.stringify(one)).toBe(JSON.stringify(other));
      expect(one.extensions?.manifest).toMatchObject({ hits: 0, disclosed: [] });
    }
  });
});
