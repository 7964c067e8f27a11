import { describe, expect, it } from '@jest/globals';
import { askedPerson } from '../../../subgraphs/persons/questions.js';

describe('the date of birth in a question', () => {
  const ask = (birthDate: string) => askedPerson({ names: ['Exemplarov'], birthDate });

  it.each(['1961', '1961-02', '1961-02-28', '1960-02-29', '1961/1962', '1961-04/1961-05-31'])('may be %s', (date) => {
    expect(ask(date).beside).toMatchObject({ birthDates: [date] });
  });

  it.each(['1961-02-31', '1961-02-29', '1961-04-31/1962', '1961/1961-06-31', '1961-13', '0000', '1962/1961', '61'])(
    'is refused where there is no such day, month or year: %s',
    (date) => {
      const refused = { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^This is not a date/) };
      expect(() => ask(date)).toThrow(expect.objectContaining(refused));
    },
  );
});
