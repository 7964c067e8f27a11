/** Milliseconds between two lines of progress. */
const pause = 5000;

/** Limits calls to one in five seconds, and none in the first five: for lines of progress. */
export function paced<Facts extends readonly unknown[]>(say: (...facts: Facts) => void): (...facts: Facts) => void {
  let next = Date.now() + pause;
  return (...facts) => {
    if (Date.now() < next) return;
    next = Date.now() + pause;
    say(...facts);
  };
}

/** A bar on a terminal. */
export interface Bar {
  /** @param facts what the format names beside the bar */
  show(value: number, total: number, facts?: object): void;
  stop(): void;
}

/** Format of the bar of a command that copies. */
export function barFormat(name: string): string {
  return `${name} {bar} {percentage} %, {eta_formatted} left`;
}

/** A bar on standard error, drawn when it first shows something. Standard output is left to the result. */
export async function openBar(format: string): Promise<Bar> {
  const { default: progress } = await import('cli-progress');
  const look = { stream: process.stderr, hideCursor: true, clearOnComplete: true };
  const bar = new progress.SingleBar({ format, ...look, etaBuffer: measuredUpdates, formatTime: toTimeLeft });
  let isShown = false;
  return {
    show: (value, total, facts) => {
      const whole = Math.max(total, 1);
      const done = Math.min(value, whole);
      // Why from here: what was done before the bar began would count as done in no time, and the time left would grow.
      if (!isShown) bar.start(whole, done, facts);
      isShown = true;
      bar.setTotal(whole);
      bar.update(done, facts);
    },
    stop: () => {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}

/** Updates that the time left is computed of. Why so many: of a few, each pause of the database doubles it. */
const measuredUpdates = 1000;

/** @param left seconds; a text of cli-progress where nothing is measured yet */
function toTimeLeft(left: number | string): string {
  if (typeof left === 'string') return '?';
  if (left < 100) return `${left} s`;
  return left < 6000 ? `${Math.ceil(left / 60)} min` : `${(left / 3600).toFixed(1)} h`;
}

/** Rate per second since an instant (ms), rounded. */
export function perSecond(count: number, since: number): number {
  return Math.round(count / Math.max((Date.now() - since) / 1000, 0.001));
}
