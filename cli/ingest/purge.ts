import { type PurgeOptions, type PurgeResult, purge, type RecordedPurge } from '../../ingest/purging/purge.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';
import type { IngestAccess } from './access.js';

/** Options of `portcullis purge`. */
export interface PurgeCommand extends Pick<IngestAccess, 'databases' | 'operatorLog'>, Output {
  readonly check: boolean;
  readonly quarantineDays?: number;
  readonly operator: string;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/** Removes what has expired, or with `check` prints what would go. @throws what `purge` throws */
export async function runPurge(command: PurgeCommand): Promise<PurgeResult> {
  const { databases, operatorLog, check, quarantineDays, operator, json, progress } = command;
  const result = await purge({
    databases,
    operator,
    check,
    ...(quarantineDays === undefined ? {} : { quarantineDays }),
    record: createRecordPurge(operatorLog),
    onWait: (source) => progress(`${source} is being ingested: waiting for it.`),
    ...(json ? {} : { onProgress: paced((done) => progress(`purged ${counted(done, 'row')}`)) }),
  });
  print(command, result, () => describePurge(result));
  return result;
}

/** Logs purges as acts of operators. */
export function createRecordPurge(operatorLog: OperatorLog): PurgeOptions['record'] {
  return async ({ purge: id, operator, startedAt, ...facts }: RecordedPurge, work) => {
    const { asOf, quarantineDays } = facts;
    const takes = [{ kind: 'PURGE', asOf, quarantineDays }] as const;
    return await operatorLog.perform(
      { act: 'purge', id, operator, originator: null, startedAt, facts, takes },
      async () => {
        const value = await work();
        const { deleted, busy } = value;
        return { value, facts: { deleted, busy } };
      },
    );
  };
}

/** A result in lines for people. */
function describePurge({ state, due, deleted, busy, asOf }: PurgeResult): string[] {
  const { records, history, quarantine, staged } = due;
  const lines = [
    ...records.map(({ source, originator, table, count }) => `  ${count} ${table} of ${source}, ${originator}`),
    ...history.map(({ source, originator, table, count }) => `  ${count} earlier ${table} of ${source}, ${originator}`),
    ...quarantine.map(({ source, originator, count }) => `  ${count} in quarantine of ${source}, ${originator}`),
    ...staged.map(({ run, keptIn, count }) => `  ${counted(count, 'row')} that run ${run} left staged in ${keptIn}`),
  ];
  if (lines.length === 0) return [`Nothing has expired (${asOf}).`];
  const sum = (of: readonly { readonly count: number }[]) => of.reduce((total, { count }) => total + count, 0);
  if (state === 'CHECKED') {
    const counts = { records: sum(records), history: sum(history), quarantine: sum(quarantine), staged: sum(staged) };
    return [`would purge ${inWords(counts)}`, ...lines];
  }
  return [
    `purged ${inWords(deleted)}`,
    ...lines,
    ...(busy.length > 0 ? [`  left for the next purge, being ingested now: ${busy.join(', ')}`] : []),
  ];
}

function inWords({ records, history, quarantine, staged }: PurgeResult['deleted']): string {
  const kept = [counted(records, 'record'), counted(history, 'earlier version')];
  return `${kept.join(', ')}, ${quarantine} in quarantine, ${counted(staged, 'staged row')}`;
}
