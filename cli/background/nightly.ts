import type { Lifecycle } from '../lifecycle.js';

/** Work that is done every night. */
export interface NightlyOptions {
  /** Local time of day, e.g. `03:00` or `03:00:30`; `off`: never. */
  readonly at: string;
  /** `AGAIN`: not everything is done, try again soon. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<'DONE' | 'AGAIN'>;
}

/** Pause before work is tried again, ms. */
const retryMs = 15 * 60_000;

/** Longest time between two looks at the clock, ms. Why look: it may be set, and a machine may sleep. */
const lookMs = 60 * 60_000;

/** Does nightly work while a process serves, unless its time is `off`. */
export function openNightly(lifecycle: Lifecycle, name: string, options: NightlyOptions): void {
  if (options.at === 'off') return;
  const nightly = startNightly(options);
  lifecycle.add(name, () => nightly.stop());
}

/** Does nightly work until it is stopped. Does not keep the process alive. */
export function startNightly({ at, run }: NightlyOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const waitUntil = (time: number): void => {
    if (stopping.signal.aborted) return;
    timer = setTimeout(
      () => {
        if (Date.now() < time) waitUntil(time);
        else running = begin();
      },
      Math.max(0, Math.min(time - Date.now(), lookMs)),
    );
    timer.unref();
  };
  const begin = async (): Promise<void> => {
    const ended = await run(stopping.signal);
    waitUntil(ended === 'AGAIN' ? Date.now() + retryMs : nextAt(at, new Date()).getTime());
  };
  waitUntil(nextAt(at, new Date()).getTime());
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

/** The next instant after `now` at which a local clock shows a time of day. */
export function nextAt(at: string, now: Date): Date {
  const [hours = 0, minutes = 0, seconds = 0] = at.split(':').map(Number);
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes, seconds);
  // Why by date: a day on which clocks change does not have 24 hours.
  return next > now ? next : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hours, minutes, seconds);
}
