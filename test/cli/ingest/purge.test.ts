import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRecordPurge, runPurge } from '../../../cli/ingest/purge.js';
import { memoryOperatorLog } from '../../support/acts.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' };
const deployment = closedAfter(await openTestDeployment());
const operatorLog = memoryOperatorLog();
const { acts } = operatorLog;

beforeAll(async () => {
  const total = (year: string, expiresAt: string | null) => ({
    kind: 'seizureStatistic' as const,
    sourceRef: year,
    envelope: { originator: 'EU-ANALYSIS', classification: 'PUBLIC' as const, expiresAt },
    reportedBy: 'Kingdom of Specimen',
    periodFrom: year,
    periodTo: year,
    category: 'DRUGS' as const,
  });
  await deployment.load(
    [
      total('2001', null),
      total('2002', '2999-01-01T00:00:00Z'),
      total('2003', new Date(Date.now() - 1000).toISOString()),
    ],
    () => 'unodc-seizures',
  );
});

async function run(options: { check?: boolean; json?: boolean } = {}) {
  const lines: string[] = [];
  const result = await runPurge({
    databases: deployment.databases,
    operatorLog,
    check: options.check === true,
    operator: 'test',
    json: options.json === true,
    out: (line) => lines.push(line),
    progress: () => undefined,
  });
  return { result, lines };
}

const seen = async (): Promise<string[]> => {
  const { body } = await deployment.ask(customs, '{ seizureStatistics { edges { node { periodFrom } } } }');
  return body.data.seizureStatistics.edges.map(({ node }: { node: { periodFrom: string } }) => node.periodFrom).sort();
};
const stored = async (): Promise<string[]> => {
  const rows = await deployment.databases.seizures.exec<{ source_ref: string }>(
    'select source_ref from seizures.seizure_statistic order by 1',
  );
  return rows.map(({ source_ref }) => source_ref);
};

describe('portcullis purge', () => {
  it('takes away what nobody saw any more since it expired, and says so before it does', async () => {
    expect(await seen()).toEqual(['2001', '2002']);
    expect(await stored()).toEqual(['2001', '2002', '2003']);
    const check = await run({ check: true });
    expect(check.lines).toEqual([
      'would purge 1 record, 0 earlier versions, 0 in quarantine, 0 staged rows',
      '  1 seizures.seizure_statistic of unodc-seizures, EU-ANALYSIS',
    ]);
    expect([await stored(), acts]).toEqual([['2001', '2002', '2003'], []]);

    const { lines, result } = await run();
    expect(lines[0]).toBe('purged 1 record, 0 earlier versions, 0 in quarantine, 0 staged rows');
    expect(acts).toMatchObject([
      {
        act: 'purge',
        id: result.purge,
        operator: 'test',
        originator: null,
        ended: { facts: { deleted: result.deleted, busy: [] } },
        facts: {
          asOf: result.asOf,
          quarantineDays: null,
          records: [
            { source: 'unodc-seizures', originator: 'EU-ANALYSIS', table: 'seizures.seizure_statistic', count: 1 },
          ],
        },
      },
    ]);
    expect(await stored()).toEqual(['2001', '2002']);
    expect(await seen()).toEqual(['2001', '2002']);

    const again = await run();
    expect(again.lines).toEqual([`Nothing has expired (${again.result.asOf}).`]);
    expect(JSON.parse((await run({ json: true })).lines[0] ?? '')).toMatchObject({ state: 'NOTHING', purge: null });
    expect(acts).toHaveLength(1);
  });

  it('never puts a value of a record into the log', async () => {
    const log = memoryOperatorLog();
    const due = { records: [], history: [], quarantine: [], staged: [] };
    const deleted = { records: 0, history: 0, quarantine: 0, staged: 0 };
    const at = '2026-01-01T00:00:00Z';
    await createRecordPurge(log)(
      { purge: 'purge_x', operator: 'test', startedAt: at, asOf: at, quarantineDays: 30, ...due },
      async () => ({ deleted, busy: [] }),
    );
    expect(log.acts.map(({ facts, ended }) => [Object.keys(facts).sort(), ended])).toEqual([
      [['asOf', 'history', 'quarantine', 'quarantineDays', 'records', 'staged'], { facts: { deleted, busy: [] } }],
    ]);
  });
});
