import { badUserInput, isPortcullisError } from '../../schema/errors.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordSource, recordSources } from '../records/record.js';
import type { RecordRun } from './recordedRun.js';
import { isOpen, listRuns, type RunSummary } from './runList.js';
import { rollBackRun } from './runs.js';
import { withSourceLock } from './sourceLock.js';

/** Which run is given up, by whom, and where that is logged. */
export interface DropRun {
  readonly databases: IngestDatabases;
  /** The run's id, or a beginning of it that no other has. */
  readonly id: string;
  readonly operator: string;
  readonly record: RecordRun;
}

/**
 * Gives up a run that was stopped before it was logged, and that nobody will repeat: the audit log says so first, then what
 * it staged goes; its quarantine stays. May be repeated.
 *
 * @throws BAD_USER_INPUT for no run or several, or one that is on its way, has ended, or is in the audit log already: part of
 *   the last may be shown, and it can only go on
 */
export async function dropStoppedRun(command: DropRun): Promise<RunSummary> {
  const { databases, operator, record } = command;
  const { run: id, source } = await findRun(command);
  let held = false;
  try {
    return await withSourceLock({ database: databases.ingest, source, wait: false }, async () => {
      held = true;
      // Why again: it may have ended before the lock was held.
      const run = await findRun({ databases, id });
      const { formatVersion, originator, files, whole, startedAt, position, state } = run;
      const known = { ...run.counts, read: Math.max(run.counts.read, position) };
      const counts = { ...known, added: 0, changed: 0, unchanged: 0, repeated: 0, withdrawn: 0 };
      const identity = { run: id, source, format: run.format, formatVersion, originator, operator };
      const recorded = { ...identity, outcome: 'ROLLED_BACK', files, whole, counts, startedAt } as const;
      const sources = new Set<RecordSource>(Object.values(recordSources));
      return { ...run, state, ...(await rollBackRun(databases, sources, record, recorded)) };
    });
  } catch (error) {
    if (held || !isPortcullisError(error) || error.code !== 'BAD_USER_INPUT') throw error;
    throw badUserInput(
      `A run of ${source} is on its way, perhaps this one.`,
      'Wait until it has ended: portcullis sources --runs --open.',
    );
  }
}

async function findRun({ databases, id }: Pick<DropRun, 'databases' | 'id'>): Promise<RunSummary> {
  const [run, ...others] = await listRuns(databases, { id, limit: 2 });
  if (!run)
    throw badUserInput('There is no such run.', 'portcullis sources --runs --open lists those that have not ended.');
  if (others.length > 0) throw badUserInput('Several runs begin with this id: state more of it.', '');
  if (!isOpen(run)) throw badUserInput(`This run has ended (${run.state}): there is nothing to drop.`, '');
  if (run.recorded || run.state === 'PUBLISHING') {
    throw badUserInput(
      'This run is in the audit log, and part of it may be shown.',
      'Ingest the same delivery again: it goes on where it was stopped.',
    );
  }
  return run;
}
