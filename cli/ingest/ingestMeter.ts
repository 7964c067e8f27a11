import type { IngestProgress } from '../../ingest/pipeline.js';

/** Shows how far a run is. */
export interface IngestMeter {
  show(progress: IngestProgress): void;
  stop(): void;
}

/** Where and how the progress of an ingest is shown. */
export interface MeterOptions {
  /** True where a progress bar can be drawn; plain lines otherwise. */
  readonly isTerminal: boolean;
  /** Nothing is shown where the result is one JSON object. */
  readonly json: boolean;
  /** Takes one plain line. */
  readonly line: (text: string) => void;
}

/** Milliseconds between two plain lines. */
const pause = 5000;

/** A bar on a terminal, a line every five seconds elsewhere, nothing before JSON. */
export async function openIngestMeter({ isTerminal, json, line }: MeterOptions): Promise<IngestMeter> {
  if (isTerminal && !json) return await openBar();
  if (json) return { show: () => undefined, stop: () => undefined };
  const started = Date.now();
  let next = started + pause;
  return {
    show: (progress) => {
      if (Date.now() < next) return;
      next = Date.now() + pause;
      line(describe(progress, Date.now() - started));
    },
    stop: () => undefined,
  };
}

/** E.g. `read 12000 records, 41 %, 6 MB, 2400 records/s, 3 quarantined, 12 s left`. */
export function describe(progress: IngestProgress, elapsedMs: number): string {
  const { phase, done, bytes, totalBytes, quarantined } = progress;
  if (phase === 'PUBLISHING') return `published ${done} records`;
  const seconds = Math.max(elapsedMs / 1000, 0.001);
  const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const left = share > 0.001 ? `, ${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
  return (
    `read ${done} records, ${Math.round(100 * share)} %, ${toMegabytes(bytes)} MB, ` +
    `${Math.round(done / seconds)} records/s, ${quarantined} quarantined${left}`
  );
}

function toMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

async function openBar(): Promise<IngestMeter> {
  const { default: progress } = await import('cli-progress');
  // Why standard error: the last line of standard output is the result's.
  const bar = new progress.SingleBar({
    format:
      '{phase} {bar} {percentage} % | {megabytes} MB | {records} records, {rate}/s | {quarantined} quarantined | {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  const started = Date.now();
  let begun = false;
  return {
    show: ({ phase, done, bytes, totalBytes, quarantined }) => {
      if (!begun) bar.start(Math.max(totalBytes, 1), 0, {});
      begun = true;
      const rate = Math.round(done / Math.max((Date.now() - started) / 1000, 0.001));
      const shown = { phase: phase.toLowerCase(), megabytes: toMegabytes(bytes), records: done, rate, quarantined };
      bar.update(Math.min(bytes, Math.max(totalBytes, 1)), shown);
    },
    stop: () => {
      if (begun) bar.stop();
    },
  };
}
