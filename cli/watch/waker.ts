import { EventEmitter, once } from 'node:events';
import { watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

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
  const events = new EventEmitter();
  const wake = (): unknown => events.emit('woken');
  const watcher = openWatcher(folder, () => {
    happened = true;
    wake();
  });
  signal.addEventListener('abort', wake);
  return {
    sleep: async (ms) => {
      const timer = setTimeout(wake, ms);
      if (!happened && !signal.aborted) await once(events, 'woken');
      clearTimeout(timer);
      if (!happened || signal.aborted) return;
      await delay(shortestPauseMs);
      happened = false;
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
