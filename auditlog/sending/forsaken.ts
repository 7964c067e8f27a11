import { setTimeout as pause } from 'node:timers/promises';
import type { LogReporter } from '../store/pool.js';
import type { WrittenLog } from '../writer/writtenLog.js';

/** Milliseconds until it is looked what a process has left: the locks of one that was killed end a moment after it. */
const leaveMs = 1000;

/** Closes what processes that are gone have left. */
export interface Forsaken {
  /** Another process is gone. */
  left(): void;
  /** Ends it: the next to write the log closes what is left. */
  close(): void;
}

/** Looks once for all that have gone meanwhile, and never twice at a time: two would close the same intents. */
export function closingForsaken(log: Pick<WrittenLog, 'closeForsaken'>, reporter: LogReporter): Forsaken {
  let [isDue, isLooking, isClosed] = [false, false, false];
  const look = async (): Promise<void> => {
    isLooking = true;
    while (isDue) {
      await pause(leaveMs, undefined, { ref: false });
      if (isClosed) return;
      isDue = false;
      await log
        .closeForsaken()
        .catch((err: unknown) => reporter.warn({ err }, 'intents of a process that is gone are closed later'));
    }
    isLooking = false;
  };
  return {
    left() {
      isDue = true;
      if (!isLooking) void look();
    },
    close() {
      isClosed = true;
    },
  };
}
