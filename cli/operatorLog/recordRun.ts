import type { RecordedRun, RecordRun } from '../../ingest/run/recordedRun.js';
import { namedRecords } from './namedRecords.js';
import type { OperatorLog } from './operatorAct.js';

/** Logs runs of ingest as acts of operators. */
export function createRecordRun(operatorLog: OperatorLog): RecordRun {
  return {
    look: async (run) => await operatorLog.look(actOf(run)),
    change: async (run, work) =>
      await operatorLog.perform({ ...actOf(run), ...(run.takes ? { takes: run.takes } : {}) }, async () => {
        const value = await work();
        const code = run.outcome === 'ROLLED_BACK' ? 'INGEST_ROLLED_BACK' : 'OK';
        return { value, code, facts: { counts: value.counts } };
      }),
  };
}

function actOf({ takes: _takes, run, outcome, operator, originator, startedAt, shown = [], ...facts }: RecordedRun) {
  // Why this category: of a stored record a dry run shows its key in its source.
  const disclosed = shown.map(({ table, ids }) => namedRecords(table, originator, ids, 'handling.originator'));
  const stated = { id: run, operator, originator, startedAt, facts: { run, outcome, ...facts }, disclosed };
  return { act: 'ingest', ...stated } as const;
}
