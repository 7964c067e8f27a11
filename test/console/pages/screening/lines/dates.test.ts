import { describe, expect, test } from '@jest/globals';
import { readDate } from '../../../../../console/pages/screening/lines/dates.js';

describe('a date of a pasted list', () => {
  test.each([
    ['1961', '1961'],
    ['1961-04', '1961-04'],
    ['1961-04-09', '1961-04-09'],
    ['1960/1963', '1960/1963'],
    ['9.4.1961', '1961-04-09'],
    ['25/12/1961', '1961-12-25'],
    ['12/25/1961', '1961-12-25'],
    ['04/04/1961', '1961-04-04'],
    ['29.02.2000', '2000-02-29'],
  ])('%s is read as %s', (text, date) => expect(readDate(text)).toEqual({ date }));

  test.each(['31.02.1961', '1961-13', '1961-02-30', '29.02.1900', '0000', '32/12/1961'])(
    'that there never was is a mistake: %s',
    (text) => expect(readDate(text)).toEqual({ reason: 'date.impossible' }),
  );

  test('that may be two days is not guessed', () => {
    expect(readDate('04/05/1961')).toEqual({ reason: 'date.ambiguous' });
  });

  test.each(['', 'DE', 'April 1961', '61', '9 4 1961', 'Muster'])('is not seen in: %s', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});
