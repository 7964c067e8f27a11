import { statSync } from 'node:fs';
import type { EnvelopeOptions } from '../ingest/envelope.js';
import { formats } from '../ingest/formats/index.js';
import { type IngestResult, ingest } from '../ingest/pipeline.js';
import type { IngestDatabases } from '../ingest/writer.js';
import type { Policy } from '../policy/policy.js';
import { PortcullisError } from '../schema/errors.js';
import type { Settings } from './config.js';
import { openIngestDatabases } from './demonstration.js';
import { openFoundation } from './foundation.js';
import { openLog } from './log.js';

/** One delivery on the command line. */
export interface IngestCommandOptions {
  readonly format: string;
  readonly files: readonly string[];
  readonly envelope: EnvelopeOptions;
  readonly json: boolean;
  readonly databases: IngestDatabases;
  readonly keys: { readonly link: Uint8Array };
  readonly policy: Policy;
  /** Takes one line of standard output. */
  readonly out: (line: string) => void;
  /** True where a progress bar can be drawn; plain lines otherwise. */
  readonly isTerminal: boolean;
}

/** Shows how far a run is. */
interface Meter {
  show(read: number, bytes: number): void;
  stop(): void;
}

/** Records between two plain lines of progress. */
const linesEvery = 5000;

/**
 * Ingests one delivery and says what it did: a progress bar or lines while it runs, then one line, or with `json` one
 * JSON object.
 *
 * @throws BAD_USER_INPUT for an unknown format or a file that cannot be read, and what `ingest` throws
 */
export async function runIngest(options: IngestCommandOptions): Promise<IngestResult> {
  const { files, envelope, databases, keys, policy, out, json } = options;
  const format = formats.get(options.format);
  if (!format) {
    const known = [...formats.keys()].join(', ');
    throw new PortcullisError('BAD_USER_INPUT', {
      message: `There is no format ${options.format}; known are ${known}.`,
    });
  }
  const meter = await openMeter(
    options,
    files.map(sizeOf).reduce((sum, size) => sum + size, 0),
  );
  const onProgress = ({ read, bytes }: { readonly read: number; readonly bytes: number }) => meter.show(read, bytes);
  try {
    const result = await ingest({ format, files, envelope, databases, linkKey: keys.link, policy, onProgress });
    meter.stop();
    out(json ? JSON.stringify(result) : describe(result));
    if (!json && result.quarantined > 0) out(`Why: portcullis ingest --quarantine ${result.run}`);
    return result;
  } finally {
    meter.stop();
  }
}

/** Prints what a run put into quarantine: file, line, field and reason of each, then each reason's count. */
export async function runQuarantine(
  options: Pick<IngestCommandOptions, 'databases' | 'out' | 'json'> & { readonly run: string },
): Promise<void> {
  const { databases, out, json, run } = options;
  const rows = await databases.ingest.exec<{ file: string; line: number; field: string | null; reason: string }>(
    'select file, line, field, reason from ingest.quarantine where run_id = $1 order by file, line limit 1000',
    [run],
  );
  if (!json) for (const { file, line, field, reason } of rows) out(`${file}:${line} ${field ?? 'record'} ${reason}`);
  const counts = await databases.ingest.exec<{ reason: string; count: number }>(
    'select reason, count(*)::int as count from ingest.quarantine where run_id = $1 group by reason order by reason',
    [run],
  );
  if (json) out(JSON.stringify({ run, reasons: counts, records: rows }));
  else for (const { reason, count } of counts) out(`${count} ${reason}`);
}

/** Opens databases and keys for one command, and lets go of them. */
export async function withIngest<T>(
  settings: Settings,
  run: (access: Pick<IngestCommandOptions, 'databases' | 'keys' | 'policy'>) => Promise<T>,
): Promise<T> {
  const foundation = await openFoundation(settings, openLog(settings));
  const { databases, close } = openIngestDatabases(foundation);
  try {
    return await run({ databases, keys: foundation.keys, policy: foundation.policy });
  } finally {
    await close();
    await foundation.databases.release();
  }
}

function describe({ format, originator, read, stored, unchanged, quarantined, seconds }: IngestResult): string {
  return `${format} as ${originator}: read ${read}, stored ${stored}, unchanged ${unchanged}, quarantined ${quarantined}, ${seconds} s`;
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new PortcullisError('BAD_USER_INPUT', { message: `${file} is no file that can be read.` });
  return found.size;
}

async function openMeter({ isTerminal, json, out }: IngestCommandOptions, bytes: number): Promise<Meter> {
  if (isTerminal) return openBar(bytes);
  if (json) return { show: () => undefined, stop: () => undefined };
  let next = linesEvery;
  return {
    show: (read, done) => {
      if (read < next) return;
      next = read - (read % linesEvery) + linesEvery;
      out(`read ${read}, ${bytes === 0 ? 100 : Math.round((100 * done) / bytes)} %`);
    },
    stop: () => undefined,
  };
}

async function openBar(bytes: number): Promise<Meter> {
  const { default: progress } = await import('cli-progress');
  // Why standard error: the last line of standard output is the result's.
  const bar = new progress.SingleBar({
    format: '{bar} {percentage} % | {records} records | {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(bytes, 0, { records: 0 });
  return { show: (read, done) => bar.update(done, { records: read }), stop: () => bar.stop() };
}
