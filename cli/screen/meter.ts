/** Shows how far a screening is. */
export interface ScreeningMeter {
  show(lines: number, bytes: number, total: number): void;
  stop(): void;
}

/** A bar on standard error, on a terminal alone: the last line of standard output is the result's. */
export async function openMeter({ isTerminal }: { readonly isTerminal: boolean }): Promise<ScreeningMeter> {
  if (!isTerminal) return { show: () => undefined, stop: () => undefined };
  const { default: progress } = await import('cli-progress');
  const format = 'screened {lines} lines {bar} {percentage} % | {rate}/s | {eta_formatted} left';
  const bar = new progress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const started = Date.now();
  let begun = false;
  return {
    show: (lines, bytes, total) => {
      const rate = Math.round(lines / Math.max((Date.now() - started) / 1000, 0.001));
      if (!begun) bar.start(Math.max(total, 1), 0, { lines, rate });
      begun = true;
      bar.update(Math.min(bytes, total), { lines, rate });
    },
    stop: () => {
      if (begun) bar.stop();
      begun = false;
    },
  };
}
