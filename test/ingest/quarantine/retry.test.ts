import { describe, expect, it } from '@jest/globals';
import type { QuarantinedText } from '../../../ingest/quarantine/quarantineStore.js';
import { toRetryGroups } from '../../../ingest/quarantine/retry.js';

const record = (line: number, raw: string): QuarantinedText =>
  ({
    id: `q${line}`,
    source: 'mapped-specimens',
    originator: 'NL-CUSTOMS',
    envelope: {},
    file: 'rows.csv',
    line,
    raw: Buffer.from(raw),
    before: '\nno,name\n',
    after: '',
    reason: 'name.missing',
  }) as unknown as QuarantinedText;

describe('records that come out of quarantine together', () => {
  it('are at the lines that they had: the search for them went through all of them for each', () => {
    const [group] = toRetryGroups([record(7, '1,'), record(20, '2,"a\nb'), record(21, '3,'), record(900, '4,')]);
    const lineOf = group?.retried.lineOf ?? (() => 0);
    // Two lines stand before them; the second record has two.
    expect([3, 4, 5, 6, 7].map(lineOf)).toEqual([7, 20, 21, 21, 900]);
    expect([1, 8].map(lineOf)).toEqual([1, 901]);
  });
});
