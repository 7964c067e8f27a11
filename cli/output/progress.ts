/** Milliseconds between two lines of progress. */
const pause = 5000;

/** The same, but every five seconds at most, and not in the first five: for lines of progress. */
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

/** A bar on standard error, which comes with the first that it shows: the last line of standard output is the result's. */
export async function openBar(format: string): Promise<Bar> {
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  let isShown = false;
  return {
    show: (value, total, facts) => {
      if (!isShown) bar.start(Math.max(total, 1), 0, facts);
      isShown = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(Math.min(value, Math.max(total, 1)), facts);
    },
    stop: () => {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}

/** Things a second since an instant, in ms; rounded. */
export function perSecond(count: number, since: number): number {
  return Math.round(count / Math.max((Date.now() - since) / 1000, 0.001));
}
