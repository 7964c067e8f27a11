import { describe, expect, it } from '@jest/globals';
import { correlationOf } from '../../../gateway/exchange/correlation.js';

const of = (...stated: string[]) => correlationOf({ headers: { 'x-request-id': stated } });

describe('a correlation', () => {
  it('is what the client states: a UUID, a trace, a name with a number', () => {
    const stated = [
      '0191f2f4-0000-7000-8000-000000000001',
      'Root=1-67891233-abcdef012345678912345678',
      'desk.7:42',
      'x',
    ];
    expect(stated.map((each) => of(each))).toEqual(stated);
    expect(of('x'.repeat(64))).toHaveLength(64);
  });

  it('is none where it is absent, stated twice, too long, or could be a sentence, a line or a header', () => {
    expect(correlationOf({ headers: {} })).toBeUndefined();
    expect(of('one', 'two')).toBeUndefined();
    const other = [
      '',
      'x'.repeat(65),
      'Jan Jansen',
      'a\nb',
      'a\r\nset-cookie: b',
      'a"b',
      'a,b',
      '<script>',
      'é',
      'a/b',
      '%41',
    ];
    expect(other.map((each) => of(each))).toEqual(other.map(() => undefined));
  });
});
