import type { Waiting } from '../storage/pool/waitOut.js';
import type { Settings } from './config.js';
import { explain } from './explain.js';
import { commandEnding } from './lifecycle.js';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `10m`, `2h`; 0 for false. */
export function toMs(duration: string | false): number {
  return duration === false ? 0 : Number(duration.slice(0, -1)) * (unitMs[duration.slice(-1)] ?? 0);
}

/** `, 2 min so far`; nothing before the first minute is over. */
export function soFar(waitedMs: number): string {
  const minutes = Math.round(waitedMs / 60_000);
  return minutes === 0 ? '' : `, ${minutes} min so far`;
}

/**
 * How work without a client waits for a database that is down or busy: for as long as `--wait`.
 *
 * @param warn takes a line at first and once a minute; by default it goes to standard error
 * @param signal ends the wait; by default that of the command
 * @param what it waits for, if not the database
 */
export function waitingOf(
  { wait }: Pick<Settings, 'wait'>,
  warn: (line: string) => void = (line) => console.error(`portcullis: ${line}`),
  signal: AbortSignal = commandEnding,
  what = 'the database',
): Waiting {
  return {
    waitMs: toMs(wait),
    onWait: (error, waitedMs) =>
      warn(`waiting for ${what}${soFar(waitedMs)}, at most ${wait} (--wait): ${explain(error)}`),
    signal,
  };
}
