import { beforeAll, describe, expect, it } from '@jest/globals';
import { openLimitStore } from '../../../storage/limits/limitStore.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Asker, dutchAuditor, openAudit, supervisor } from './ask.js';

const audit = closedAfter(await openAudit());
beforeAll(async () => {
  const store = openLimitStore(audit.limitsUrl);
  await store.countTried('2026-10-31T23:59:59.000Z', 'XA-CUSTOMS', { 'NL-CUSTOMS': 2, 'DE-POLICE': 1 });
  await store.countTried('2026-11-01T00:00:00.000Z', 'XA-CUSTOMS', { 'NL-CUSTOMS': 3 });
  await store.close();
  const again = openLimitStore(audit.limitsUrl);
  await again.countTried('2026-11-25T10:00:00.000Z', 'XA-CUSTOMS', { 'NL-CUSTOMS': 4 });
  await again.countTried('2026-11-25T10:00:00.000Z', 'ES-TAX', { 'NL-CUSTOMS': 1 });
  await again.close();
});

const linesFor = async (asker: Asker) => {
  const { data, errors } = await audit.ask(asker, '{ triedRecords { month originator agency times } }');
  expect(errors).toBeUndefined();
  return (data as { triedRecords: Record<string, unknown>[] }).triedRecords.map((line) =>
    Object.values(line).join(' '),
  );
};

describe('how often records were tried', () => {
  it('is read by the auditor of whose records they are, by month and agency, over restarts', async () => {
    expect(await linesFor(dutchAuditor)).toEqual([
      '2026-11 NL-CUSTOMS ES-TAX 1',
      '2026-11 NL-CUSTOMS XA-CUSTOMS 7',
      '2026-10 NL-CUSTOMS XA-CUSTOMS 2',
    ]);
    expect(await linesFor(supervisor)).toHaveLength(4);
  });

  it('is not told to who tried, nor to another agency, nor to an officer', async () => {
    const auditor = (agency: string): Asker => ({ ...dutchAuditor, agency });
    expect(await linesFor(auditor('ES-TAX'))).toEqual([]);
    expect(await linesFor(auditor('DE-POLICE'))).toEqual(['2026-10 DE-POLICE XA-CUSTOMS 1']);
    expect(await linesFor({ ...dutchAuditor, role: 'ANALYST' })).toEqual([]);
  });
});
