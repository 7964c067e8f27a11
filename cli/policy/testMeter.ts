import type { Progress } from '../../policy/testing/flips/flips.js';

/** Milliseconds between two plain lines. */
const pause = 5000;

/** Shows how many changes are tried: a bar on a terminal, a line every five seconds elsewhere; on standard error. */
export async function openTestMeter(isTerminal: boolean): Promise<{ show: Progress; stop(): void }> {
  if (isTerminal) {
    const { default: progress } = await import('cli-progress');
    const format = 'changes {bar} {percentage} % | {value} of {total} | {eta_formatted} left';
    const bar = new progress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
    bar.start(1, 0);
    const show: Progress = (done, all) => {
      bar.setTotal(all);
      bar.update(done);
    };
    return { show, stop: () => bar.stop() };
  }
  let next = Date.now() + pause;
  const show: Progress = (done, all) => {
    if (Date.now() < next) return;
    next = Date.now() + pause;
    console.error(`${done} of ${all} changes of one word are tried`);
  };
  return { show, stop: () => undefined };
}
