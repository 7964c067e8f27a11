import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../subject/index.js';
import { answerOf, datum, holding, holds, recipient } from './support/answers.js';

const before = answerOf({
  persons: holds(
    'persons',
    [
      holding('person_1', [
        datum('names[0].name', 'Nora'),
        datum('names[1].name', 'Norah'),
        datum('birthDate', '1980-02-03'),
      ]),
      holding('person_2', [datum('identifications[0].number', 'X1', 'persons.documents')]),
    ],
    [
      recipient(),
      recipient({ month: '2026-10' }),
      recipient({ agency: 'BE-CUSTOMS', categories: ['seizures.core'] }),
      recipient({ agency: 'DE-POLICE' }),
      recipient({ agency: 'FR-CUSTOMS', told: 'PRESENCE' }),
      recipient({ agency: 'AT-POLICE', restricted: true, told: null, purpose: null, month: null, categories: null }),
    ],
  ),
});

it('says before and after of what was corrected, erased and added, by value and not by place', () => {
  const after = answerOf({
    persons: holds('persons', [
      holding('person_1', [datum('names[0].name', 'Norah'), datum('birthDate', '1980-02-04')]),
      holding('person_3', [datum('birthDate', '1980-02-03')]),
    ]),
  });
  const { changed, toNotify } = compare(before, after);
  expect(
    changed.map(({ holding: id, what, data }) => [id, what, data.map((one) => [one.path, one.before, one.after])]),
  ).toEqual([
    [
      'person_1',
      'CORRECTED',
      [
        ['names[0].name', 'Nora', null],
        ['birthDate', '1980-02-03', '1980-02-04'],
      ],
    ],
    ['person_2', 'ERASED', [['identifications[0].number', 'X1', null]]],
    ['person_3', 'ADDED', [['birthDate', null, '1980-02-03']]],
  ]);
  expect(toNotify).toEqual([
    {
      ...{
        source: 'persons',
        agency: 'NL-CUSTOMS',
        country: 'NL',
        thirdCountry: false,
        contact: 'desk@nl.example.org',
      },
      ...{ categories: ['persons.identity'], months: ['2026-10', '2026-11'] },
    },
    {
      ...{ source: 'persons', agency: 'AT-POLICE', country: 'NL', thirdCountry: false, contact: 'desk@nl.example.org' },
      ...{ categories: null, months: [] },
    },
  ]);
});

it('has nobody to notify where nothing was corrected or erased', () => {
  const more = answerOf({
    ...before,
    persons: { ...before.persons, found: [...before.persons.found, holding('person_9', [datum('birthDate', '1')])] },
  });
  expect(compare(before, before)).toEqual({ changed: [], toNotify: [] });
  expect(compare(before, more)).toMatchObject({ changed: [{ what: 'ADDED' }], toNotify: [] });
});

it('accounts for each value of both answers', () => {
  const values = fc.array(
    fc.tuple(fc.constantFrom('a', 'names[0].name', 'names[1].name', 'names[2].name'), fc.constantFrom('x', 'y')),
    {
      maxLength: 5,
    },
  );
  const answer = (data: readonly (readonly [string, string])[]) =>
    answerOf({
      persons: holds('persons', [
        holding(
          'p',
          data.map(([path, value]) => datum(path, value)),
        ),
      ]),
    });
  fc.assert(
    fc.property(values, values, (one, other) => {
      const data = compare(answer(one), answer(other)).changed.flatMap((each) => each.data);
      const gone = data.filter((each) => each.before !== null).length;
      const come = data.filter((each) => each.after !== null).length;
      expect(one.length - gone).toBe(other.length - come);
    }),
  );
});
