import { describe, expect, it } from '@jest/globals';
import { parseSpans } from '../../../../cli/audit/retention/auditErase.js';

describe('portcullis audit expire --index', () => {
  it('takes positions, and runs of them', () => {
    expect(parseSpans('7')).toEqual([{ from: 7, to: 7 }]);
    expect(parseSpans('0,9, 12-20')).toEqual([
      { from: 0, to: 0 },
      { from: 9, to: 9 },
      { from: 12, to: 20 },
    ]);
  });

  it.each(['', '7,', '-1', '9-7', '07', '1.5', 'all', '1-2-3'])('refuses "%s"', (text) => {
    expect(() => parseSpans(text)).toThrow(/names no entries/);
  });
});
