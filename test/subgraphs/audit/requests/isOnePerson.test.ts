import { describe, expect, it } from '@jest/globals';
import { isOnePerson } from '../../../../subgraphs/audit/requests/isOnePerson.js';
import type { StatedPerson } from '../../../../subgraphs/audit/requests/statedPerson.js';

const marta: StatedPerson = { name: 'Marta Kowalska', birthDate: '1978-02-04', numbers: ['XA1234567'] };
const withoutNumber: StatedPerson = { ...marta, numbers: [] };
const byName: StatedPerson = { ...withoutNumber, birthDate: null };

describe('a question is of the person of one before', () => {
  it.each<[string, StatedPerson, Partial<StatedPerson>]>([
    ['stated again', marta, marta],
    ['whose spelling was corrected', withoutNumber, { name: 'Marta Kowlaska' }],
    ['in another order and with one name more', withoutNumber, { name: 'KOWALSKA, Marta Anna' }],
    ['with a document added', withoutNumber, { numbers: ['XB7654321'] }],
    ['with a date added', byName, { birthDate: '1978-02-04' }],
    ['with another document beside', marta, { numbers: ['XB7654321', 'XA1234567'] }],
    ['who has another name since', marta, { name: 'Marta Oosterveld' }],
    ['whose date was mistyped', marta, { birthDate: '1978-04-02' }],
    ['whose document is another', marta, { numbers: ['XB7654321'] }],
  ])('%s', (_, before, changed) => {
    expect(isOnePerson(before, { ...before, ...changed })).toBe(true);
  });

  it.each<[string, StatedPerson, Partial<StatedPerson>]>([
    ['somebody else of that day', withoutNumber, { name: 'Pavel Sokolov' }],
    ['a sister of that day', withoutNumber, { name: 'Anna Kowalska' }],
    ['a namesake of another day', withoutNumber, { birthDate: '1959-07-19' }],
    ['a namesake of whom no day is stated', withoutNumber, { birthDate: null, numbers: ['XB7654321'] }],
    ['somebody else with that document alone', marta, { name: 'Pavel Sokolov', birthDate: '1959-07-19' }],
    ['a namesake of another day and document', marta, { birthDate: '1959-07-19', numbers: ['XB7654321'] }],
    ['another name, of which no more is stated', byName, { name: 'Pavel Sokolov', birthDate: '1978-02-04' }],
  ])('and not of %s', (_, before, changed) => {
    expect(isOnePerson(before, { ...before, ...changed })).toBe(false);
  });
});
