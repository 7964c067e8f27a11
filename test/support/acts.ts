import type { Change, Disposition, Ended, Look, OperatorLog } from '../../cli/operatorLog/operatorAct.js';
import type { RecordedRun, RecordRun } from '../../ingest/run/recordedRun.js';

/** An act as a log in memory keeps it: how it began, and how it ended where it has. */
export type RememberedAct = (Look | Change | Disposition) & { ended?: Omit<Ended<unknown>, 'value'> | 'failed' };

/** A log of operators in memory, for tests of one command. */
export function memoryOperatorLog(acts: RememberedAct[] = []): OperatorLog & { readonly acts: RememberedAct[] } {
  return {
    acts,
    look: async (...looks) => void acts.push(...looks),
    dispose: async (...dispositions) => void acts.push(...dispositions),
    perform: async (act, work) => {
      const kept: RememberedAct = { ...act };
      acts.push(kept);
      try {
        const { value, ...ended } = await work();
        kept.ended = ended;
        return value;
      } catch (error) {
        kept.ended = 'failed';
        throw error;
      }
    },
  };
}

/** A log of operators that cannot be written. */
export function failingOperatorLog(fail: () => Promise<never>): OperatorLog {
  return { look: fail, perform: fail, dispose: fail };
}

/** A log of runs that tells of each one before anything is done. */
export function recordBy(
  tell: (run: RecordedRun) => Promise<void> | void,
  ended: (counts: RecordedRun['counts']) => void = () => undefined,
): RecordRun {
  return {
    look: async (run) => await tell(run),
    change: async (run, work) => {
      await tell(run);
      const done = await work();
      ended(done.counts);
      return done;
    },
  };
}
