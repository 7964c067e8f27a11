import { reindexNames } from '../../ingest/publishing/reindexNames.js';
import type { IngestAccess } from '../ingest/access.js';

/** What analysing the names of stored records anew needs on the command line. */
export interface ReindexCommand extends Pick<IngestAccess, 'databases'> {
  readonly out: (line: string) => void;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
  /** True where a progress bar can be drawn. */
  readonly isTerminal: boolean;
}

/** Milliseconds between two lines of progress. */
const pause = 5000;

/** Analyses the names of stored records anew, and says how far it is. */
export async function reindexStored({ databases, out, progress, isTerminal }: ReindexCommand): Promise<void> {
  const meter = isTerminal ? await openBar() : openLines(progress);
  const done = await reindexNames({ databases, onProgress: meter.show }).finally(meter.stop);
  out(done === 0 ? 'Every record is found by its names.' : `${done} records are found by their names now.`);
}

interface Meter {
  readonly show: (done: number, all: number) => void;
  readonly stop: () => void;
}

function openLines(line: (text: string) => void): Meter {
  let next = Date.now() + pause;
  return {
    show: (done, all) => {
      if (Date.now() < next) return;
      next = Date.now() + pause;
      line(`names of ${done} of ${all} records are analysed`);
    },
    stop: () => undefined,
  };
}

async function openBar(): Promise<Meter> {
  const { default: progress } = await import('cli-progress');
  const format = 'names {bar} {percentage} % | {value} of {total} records | {eta_formatted} left';
  const bar = new progress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  bar.start(1, 0);
  return {
    show: (done, all) => {
      bar.setTotal(Math.max(all, 1));
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
