import { watch } from 'node:fs';

/** Sleeps between two looks. */
export interface Waker {
  /** Resolves after so many milliseconds, or soon after something happened in the folder, or when the watch is to end. */
  sleep(ms: number): Promise<void>;
  close(): void;
}

/** Milliseconds between two looks at least: a file that grows tells of every write. */
const shortestPauseMs = 200;

/**
 * Wakes up when the system says that something happened in the folder. Why polling too: network shares say nothing, and
 * what the system says may get lost.
 */
export function createWaker(folder: string, signal: AbortSignal): Waker {
  let happened = false;
  let wake: () => void = () => undefined;
  const notice = (): void => {
    happened = true;
    wake();
  };
  const watcher = openWatcher(folder, notice);
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      wake = done;
      if (signal.aborted || happened) done();
    });
  return {
    sleep: async (ms) => {
      await sleep(ms);
      if (happened && !signal.aborted) {
        happened = false;
        await pause(shortestPauseMs);
        happened = false;
      }
    },
    close: () => watcher?.close(),
  };
}

function openWatcher(folder: string, notice: () => void): ReturnType<typeof watch> | null {
  try {
    const watcher = watch(folder, { persistent: false }, notice);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
