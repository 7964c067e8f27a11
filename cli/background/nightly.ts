import type { Lifecycle } from '../lifecycle.js';

/** What is done every night. */
export interface NightlyOptions {
  /** Time of day, local, e.g. `03:00` or `03:00:30`; `off`: never. */
  readonly at: string;
  /** Does it. `AGAIN`: not all is done, try soon. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<'DONE' | 'AGAIN'>;
}

/** Milliseconds before what was not done is tried again. */
const patience = 15 * 60_000;

/** Milliseconds between two looks at the clock. Why look: it may be set, and a machine may sleep. */
const look = 60 * 60_000;

/** Does something every night while a process serves, unless its time is `off`. */
export function openNightly(lifecycle: Lifecycle, name: string, options: NightlyOptions): void {
  if (options.at === 'off') return;
  const nightly = startNightly(options);
  lifecycle.add(name, () => nightly.stop());
}

/** Does something every night, until it is stopped. Does not keep the process running. */
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
      Math.max(0, Math.min(time - Date.now(), look)),
    );
    timer.unref();
  };
  const begin = async (): Promise<void> => {
    const ended = await run(stopping.signal);
    waitUntil(ended === 'AGAIN' ? Date.now() + patience : nextAt(at, new Date()).getTime());
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
  // Why by date: a day on which clocks are changed has not 24 hours.
  return next > now ? next : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hours, minutes, seconds);
}
