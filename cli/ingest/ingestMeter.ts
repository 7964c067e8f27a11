import type { IngestProgress } from '../../ingest/pipeline.js';
import { openBar, paced, perSecond } from '../output/progress.js';

/** Shows the progress of a run. */
export interface IngestMeter {
  show(progress: IngestProgress): void;
  stop(): void;
}

/** How the progress of a run is shown. */
export interface MeterOptions {
  /** Draw a progress bar; plain lines otherwise. */
  readonly isTerminal: boolean;
  /** Show nothing: the output is one JSON object. */
  readonly json: boolean;
  /** Takes one plain line. */
  readonly line: (text: string) => void;
}

const format =
  '{phase} {bar} {percentage} % | {megabytes} MB | {records} records, {rate}/s | {quarantined} quarantined | {eta_formatted} left';

/** A bar on a terminal, a line every five seconds elsewhere, nothing before JSON. */
export async function openIngestMeter({ isTerminal, json, line }: MeterOptions): Promise<IngestMeter> {
  const started = Date.now();
  if (json) return { show: () => undefined, stop: () => undefined };
  if (!isTerminal)
    return { show: paced((progress) => line(describe(progress, Date.now() - started))), stop: () => undefined };
  const bar = await openBar(format);
  return {
    show: ({ phase, done, doneBefore, bytes, totalBytes, quarantined }) => {
      const facts = { phase: phase.toLowerCase(), megabytes: toMegabytes(bytes), records: done, quarantined };
      bar.show(bytes, totalBytes, { ...facts, rate: perSecond(done - doneBefore, started) });
    },
    stop: bar.stop,
  };
}

/**
 * E.g. `read 12000 records, 41 %, 6 MB, 2400 records/s, 3 quarantined, 12 s left`. How fast is measured of what this process
 * has read itself.
 */
export function describe(progress: IngestProgress, elapsedMs: number): string {
  const { phase, done, doneBefore, bytes, bytesBefore, totalBytes, quarantined } = progress;
  if (phase === 'PUBLISHING') return `published ${done} records`;
  const seconds = Math.max(elapsedMs / 1000, 0.001);
  const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const own = bytes - bytesBefore;
  const left =
    own > 0.001 * totalBytes ? `, ${Math.ceil((seconds * Math.max(0, totalBytes - bytes)) / own)} s left` : '';
  return (
    `read ${done} records, ${Math.round(100 * share)} %, ${toMegabytes(bytes)} MB, ` +
    `${Math.round((done - doneBefore) / seconds)} records/s, ${quarantined} quarantined${left}`
  );
}

function toMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
