import { dropStoppedRun } from '../../ingest/run/dropRun.js';
import { isOpen, listRuns, type RunFilter, type RunSummary } from '../../ingest/run/runList.js';
import type { RunState } from '../../ingest/run/runs.js';
import { type Output, print } from '../output/printLine.js';
import type { IngestAccess } from './access.js';

/** Options of `portcullis sources --runs`. */
export interface RunsCommand extends Output {
  readonly databases: IngestAccess['databases'];
  readonly filter: RunFilter;
}

/** Prints runs, the newest first: state, files, counts, and the staged rows of those that have not ended. */
export async function runRuns({ databases, filter, ...output }: RunsCommand): Promise<void> {
  const runs = await listRuns(databases, filter);
  const none = filter.open ? 'Every run has ended.' : 'There was no run.';
  print(output, runs, () => (runs.length === 0 ? [none] : runs.flatMap(describeRun)));
}

/** Gives up a stopped run. @throws BAD_USER_INPUT, AUDIT_UNAVAILABLE: see dropStoppedRun */
export async function runDropRun(
  command: Pick<IngestAccess, 'databases' | 'record'> & Output & { readonly id: string; readonly operator: string },
): Promise<void> {
  const run = await dropStoppedRun(command);
  print(command, { dropped: run }, () => [
    `Dropped ${run.run} of ${run.source}: ${run.staged} staged rows are gone; ${run.counts.quarantined} records stay in quarantine.`,
  ]);
}

function describeRun(run: RunSummary): string[] {
  const { counts, files, source, originator, format, formatVersion, operator, startedAt, position, staged } = run;
  const open = isOpen(run);
  const { added, changed, unchanged, withdrawn, quarantined } = counts;
  return [
    `${run.run}  ${describeState(run)}`,
    `  ${source} of ${originator}, ${format} ${formatVersion}${run.whole ? ', whole list' : ''}: ${nameFiles(files.map(({ name }) => name))}`,
    `  started ${startedAt} by ${operator ?? 'nobody named'}${run.finishedAt === null ? '' : `, ended ${run.finishedAt}`}`,
    run.state === 'READING'
      ? `  read ${position} so far, quarantined ${quarantined}; ${staged} rows staged`
      : `  read ${counts.read}: new ${added}, changed ${changed}, unchanged ${unchanged}, withdrawn ${withdrawn}, quarantined ${quarantined}${open ? `; ${staged} rows staged` : ''}`,
  ];
}

function describeState({ state, sourceBusy, recorded }: RunSummary): string {
  const words = runStates[state];
  if (state === 'DONE' || state === 'ROLLED_BACK') return words;
  if (sourceBusy) return `${words}, or stopped: a run of this source is in progress`;
  return recorded
    ? `stopped while ${words}, in the audit log: ingest the same delivery again to resume it`
    : `stopped while ${words}: ingest the same delivery again to resume it; or portcullis sources --drop-run`;
}

/** States of runs in words. */
export const runStates: Readonly<Record<RunState, string>> = {
  READING: 'reading',
  STAGED: 'waiting to be published',
  PUBLISHING: 'publishing',
  DONE: 'done',
  ROLLED_BACK: 'rolled back: nothing of it was stored',
};

/** Most files of a delivery that are named. */
const namedFiles = 5;

/** Names of files: a delivery of messages may be thousands; `--json` names all. */
export function nameFiles(files: readonly string[]): string {
  const more = files.length - namedFiles;
  return files.slice(0, namedFiles).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
