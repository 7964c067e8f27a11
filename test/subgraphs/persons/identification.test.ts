import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Asker, customs, judicial, openPersons, police } from './ask.js';
import { insertRows } from './fixtures.js';

/* Look-ups by a document of which not everything is known: which country issued it, in the record or in the question. */
const document = (country: string | null, number: string) => [{ type: 'PASSPORT', country, number }];
const source = await openPersons();

beforeAll(async () => {
  const lent = { releasable_to: ['agency:EU-ANALYSIS'], hit_to: ['agency:NL-CUSTOMS'] };
  await insertRows(source.adminUrl, 'person', [
    { id: 'person_unknown', name: 'Exemplar Unknown', identifications: document(null, 'P-1') },
    { id: 'person_both_nl', name: 'Exemplar Both', identifications: document('NL', 'P-2') },
    { id: 'person_both_none', name: 'Exemplar None', identifications: document(null, 'P-2') },
    { id: 'person_nl', name: 'Exemplar Nl', identifications: document('NL', 'P-3') },
    { id: 'person_de', name: 'Exemplar De', identifications: document('DE', 'P-3') },
    { id: 'person_hit', name: 'Exemplar Hit', identifications: document('NL', 'P-4'), ...lent },
    { id: 'person_seen', name: 'Exemplar Seen', identifications: document(null, 'P-4') },
    { id: 'person_shown', name: 'Exemplar Shown', identifications: document('NL', 'P-5') },
    { id: 'person_lent', name: 'Exemplar Lent', identifications: document('DE', 'P-5'), ...lent },
    { id: 'person_hit_nl', name: 'Exemplar Nl', identifications: document('NL', 'P-8'), ...lent },
    { id: 'person_hit_de', name: 'Exemplar De', identifications: document('DE', 'P-8'), ...lent },
    { id: 'person_only', name: 'Exemplar Only', identifications: document('NL', 'P-6') },
  ]);
});

async function find(number: string, country?: string, asker: Asker = police) {
  const query = `query ($number: String!, $country: String) {
    person(identification: { type: PASSPORT, country: $country, number: $number }) { id name } }`;
  const { data, errors } = await source.ask(asker, query, { number, ...(country === undefined ? {} : { country }) });
  const person = data?.person as { id: string; name: string | null } | null;
  if (errors) return errors.map(({ extensions }) => [extensions.code, extensions.at]);
  return source.recordOf(person) ?? person?.id ?? null;
}

describe('a document whose country is not known', () => {
  it('is found by its number, whatever country is stated, and where none is', async () => {
    for (const country of ['NL', 'DE', '', undefined]) expect(await find('p 1', country)).toBe('person_unknown');
  });

  it('goes behind one of the stated country, also where only a hit is lent of that', async () => {
    expect(await find('P-2', 'NL')).toBe('person_both_nl');
    expect(await find('P-2', 'DE')).toBe('person_both_none');
    expect(await find('P-4', 'NL', customs)).toBe('person_hit');
  });
});

describe('a look-up that states no country', () => {
  it('finds a document of any', async () => {
    expect(await find('P-6')).toBe('person_only');
    expect(await find('P-7')).toBeNull();
  });

  it('is refused where documents of several countries have the number: nobody is taken for another', async () => {
    expect(await find('P-3')).toEqual([['BAD_USER_INPUT', 'IdentificationInput.country']]);
    expect(await find('P-3', 'DE')).toBe('person_de');
  });

  it('is answered by no hit, nor told that several have the number: records that may only be known of were counted', async () => {
    expect(await find('P-8', 'NL', customs)).toBe('person_hit_nl');
    expect(await find('P-8', undefined, customs)).toBeNull();
    expect(await find('P-4', undefined, customs)).toBe('person_seen');
  });

  it('finds by documents in full alone, since it is not counted: who has them as a hit tried numbers without a limit', async () => {
    expect(await find('P-6', undefined, judicial)).toBeNull();
    expect(await find('P-6', 'NL', judicial)).toBe('person_only');
  });

  it('does not tell of a hit beside a record that is shown', async () => {
    expect(await find('P-5', undefined, customs)).toBe('person_shown');
    expect(await find('P-5', 'DE', customs)).toBe('person_lent');
  });
});
