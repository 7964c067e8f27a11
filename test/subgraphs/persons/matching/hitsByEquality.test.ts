import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { customs, openPersons } from '../ask.js';
import { insertRows } from '../fixtures.js';

/*
 * The law of hits, written again: for random questions the answer is a function of whether the words of a name and the day are those
 * of the record, or the number is. Whatever else is stated, it is the same but for the reference.
 */
const record = {
  id: 'person_lent',
  name: 'Tarvik Solomonov Exemplar',
  names: ['Tarvik Solomonov Exemplar', 'Kapitanov Nikto Quillfeather'].map((name) => ({
    name,
    kind: 'NAME',
    script: 'Latn',
  })),
  birth_dates: ['1961-04-12', '1963'],
  birth_periods: [{ from: '1965-01-01', to: '1965-12-31' }],
  birth_place: 'Exemplar',
  gender: 'male',
  nationality: ['NL'],
  identifications: [
    { type: 'PASSPORT', country: 'NL', number: 'XA7000001' },
    { type: 'NATIONAL_ID', country: null, number: 'ID 55' },
  ],
  releasable_to: ['agency:EU-ANALYSIS'],
  hit_to: ['agency:NL-CUSTOMS'],
};

const source = await openPersons();
await insertRows(source.adminUrl, 'person', [record]);

const names = record.names.map(({ name }) => name.split(' '));
const own = names.flat();
const ofNobody = ['Nemo', 'Probny'];
const saysNothing = ['Dr', 'van', 'T.', 'bin'];
const name = fc
  .uniqueArray(fc.constantFrom(...own, ...own, ...ofNobody, ...saysNothing), {
    minLength: 1,
    maxLength: 4,
  })
  // Why: of titles alone the name is made of them.
  .filter((words) => words.some((word) => !saysNothing.includes(word)))
  .map((words) => words.join(' '));
const question = fc.record(
  {
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    birthDate: fc.constantFrom(
      '1961-04-12',
      '1961-04-13',
      '1961',
      '1961-04',
      '1961-04-12/1961-04-12',
      '1963-01-01',
      '1965-06-01',
    ),
    birthPlace: fc.constantFrom('Exemplar', 'Nusquam'),
    nationality: fc.constantFrom('NL', 'FR'),
    gender: fc.constantFrom('male', 'female'),
    identification: fc.record(
      {
        type: fc.constantFrom('PASSPORT', 'NATIONAL_ID'),
        country: fc.constantFrom('NL', 'DE', ''),
        number: fc.constantFrom('XA7000001', 'xa-700 0001', 'XA7000002', 'id55'),
      },
      { requiredKeys: ['type', 'number'] },
    ),
  },
  { requiredKeys: ['names'] },
);
type Question = Parameters<Parameters<(typeof question)['map']>[0]>[0];

const contentOf = (stated: string) => stated.split(' ').filter((word) => !saysNothing.includes(word));

/** Whether the question states something whole, and whether that is the record's. */
function lawOf({ names: stated, birthDate, identification }: Question): [isAsked: boolean, isHit: boolean] {
  const isBorn = /^\d{4}-\d\d-\d\d$/.test(birthDate ?? '') && stated.every((each) => contentOf(each).length > 1);
  const isNamed = stated.some((each) => names.some((own) => contentOf(each).every((word) => own.includes(word))));
  const isNumbered = (identification?.country ?? '') !== '';
  const number = identification?.number.toUpperCase().replaceAll(/[ -]/g, '');
  const isIt =
    identification?.type === 'PASSPORT' ? identification.country === 'NL' && number === 'XA7000001' : number === 'ID55';
  return [isBorn || isNumbered, (isBorn && birthDate === '1961-04-12' && isNamed) || (isNumbered && isIt)];
}

const query = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) {
  hitState hit { id name birthDate gender nationality birthPlace identifications { number } } } }`;

it('a record that may only be known of is hit by equality of a whole name and day, or number, and by nothing else', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 60, maxLength: 60 }), async (asked) => {
      const { data, errors } = await source.under(100_000, 100_000)(customs, query, { asked });
      expect(errors).toBeUndefined();
      for (const [at, told] of (
        (data?.matchPersons ?? []) as { hit: { id: string } | null; hitState: string }[]
      ).entries()) {
        const [isAsked, isHit] = lawOf(asked[at] as Question);
        seen.add(`${isAsked} ${isHit}`);
        const hit = isHit
          ? {
              id: told.hit?.id,
              name: null,
              birthDate: null,
              gender: null,
              nationality: null,
              birthPlace: null,
              identifications: null,
            }
          : null;
        expect([asked[at], told]).toEqual([asked[at], { hitState: isAsked ? 'ASKED' : 'NOT_ASKED', hit }]);
        expect(source.recordOf(told.hit)).toBe(isHit ? 'person_lent' : null);
      }
    }),
    // Why no shrinking: what is compared is one question of the many.
    { numRuns: 12, endOnFailure: true },
  );
  expect([...seen].sort()).toEqual(['false false', 'true false', 'true true']);
});
