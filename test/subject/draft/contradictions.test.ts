import { describe, expect, it } from '@jest/globals';
import type { SubjectDatum } from '../../../subject/answer.js';
import { contradictionsIn, type Draft, decideDraft } from '../../../subject/index.js';
import { answerOf, datum, draftOf, holding, holds } from '../support/answers.js';
import { refusal } from '../support/refusal.js';

type Data = readonly SubjectDatum[];

const born = (date: string): SubjectDatum => datum('birthDates[0]', date);
const numbered = (type: string, country: string, number: string, at = 0): Data =>
  Object.entries({ type, country, number }).map(([part, value]) =>
    datum(`identifications[${at}].${part}`, value, 'persons.documents'),
  );

const confirmed = (id: string, data: Data) => holding(id, data, { foundBy: 'CONFIRMED' });
/** A record that was confirmed, beside one that was found. */
const between = (data: Data, other: Data) =>
  contradictionsIn([holding('person_1', other), confirmed('person_2', data)]);

describe('two records that the officer confirmed, and that contradict each other', () => {
  const records = [confirmed('person_1', [born('1980-02-03')]), confirmed('person_2', [born('1975-06-07')])];
  const draft = draftOf(answerOf({ persons: holds('persons', records) }));
  const said = (first: boolean | null, second: boolean | null): Draft => ({
    ...draft,
    holdings: draft.holdings.map((each, at) => ({ ...each, isOfPerson: at === 0 ? first : second })),
  });

  it('are in no letter: the error names both and the field, and no value', () => {
    expect(refusal(() => decideDraft(draft))).toMatchObject({ code: 'BAD_USER_INPUT', at: 'holdings[0].isOfPerson' });
    const decide = (): unknown => decideDraft(draft);
    expect(decide).toThrow('person_1, which you confirmed, and person_2 contradict each other in birthDates.');
    expect(decide).not.toThrow(/1980|1975/);
  });

  it('are in one once the officer has said of each that it is the person’s: a record may err', () => {
    expect(decideDraft(said(true, true)).told.map(({ holding: id }) => id)).toEqual(['person_1', 'person_2']);
    expect(refusal(() => decideDraft(said(true, null)))).toMatchObject({ at: 'holdings[1].isOfPerson' });
    expect(refusal(() => decideDraft(said(true, false)))).toMatchObject({ at: 'holdings[1].isOfPerson' });
  });
});

describe('what was confirmed contradicts another record', () => {
  it.each<[string, string, Data, Data]>([
    ['dates of birth', 'birthDates', [born('1980-02-03')], [born('1980-02-04'), datum('birthDates[1]', '1981')]],
    ['a date that a link states', 'birthDates', [datum('statedBirthDate', '1980-02-03')], [born('1980-02-04')]],
    ['sex', 'gender', [datum('gender', 'male')], [datum('gender', 'female')]],
    ['country of birth', 'birthCountry', [datum('birthCountry', 'NL')], [datum('birthCountry', 'BE')]],
    [
      'numbers of one kind and country',
      'identifications',
      numbered('PASSPORT', 'NL', 'XA1234567'),
      numbered('PASSPORT', 'NL', 'XB7654321'),
    ],
  ])('by %s', (_, field, data, other) => {
    expect(between(data, other)).toEqual([{ confirmed: 'person_2', other: 'person_1', field }]);
  });

  it.each<[string, Data, Data]>([
    ['a year and a day in it', [born('1980')], [born('1980-02-03')]],
    ['one of two dates', [born('1980-02-03')], [born('1980-02-04'), datum('birthDates[1]', '1980-02-03')]],
    ['what one leaves out', [born('1980-02-03')], [datum('gender', 'male')]],
    ['numbers of two countries', numbered('PASSPORT', 'NL', 'XA1234567'), numbered('PASSPORT', 'BE', 'XB7654321')],
    ['numbers of two kinds', numbered('PASSPORT', 'NL', 'XA1234567'), numbered('NATIONAL_ID', 'NL', 'XB7654321')],
    ['numbers of no kind', numbered('OTHER', 'NL', 'XA1234567'), numbered('OTHER', 'NL', 'XB7654321')],
    ['a number in another writing', numbered('PASSPORT', 'NL', 'xa 123-4567'), numbered('PASSPORT', 'NL', 'XA1234567')],
    [
      'a date, where they have a document in common',
      [born('1980-02-03'), ...numbered('PASSPORT', 'NL', 'XA1234567')],
      [born('1980-02-04'), ...numbered('PASSPORT', 'NL', 'XA1234567'), ...numbered('PASSPORT', 'NL', 'XB7654321', 1)],
    ],
    [
      'what the record of a link states',
      [datum('birthCountry', 'NL', 'cargo.parties', true)],
      [datum('birthCountry', 'BE')],
    ],
  ])('not by %s', (_, data, other) => {
    expect(between(data, other)).toEqual([]);
  });

  it('and two that were found do not: sources tell twins apart', () => {
    const found = [holding('person_1', [born('1980-02-03')]), holding('person_2', [born('1975')])];
    expect(contradictionsIn(found)).toEqual([]);
  });
});
