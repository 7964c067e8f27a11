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

/** A bar on standard error, drawn when it first shows something. Standard output is left to the result. */
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

/** Rate per second since an instant (ms), rounded. */
export function perSecond(count: number, since: number): number {
  return Math.round(count / Math.max((Date.now() - since) / 1000, 0.001));
}
