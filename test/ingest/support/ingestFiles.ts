import type { InputFile } from '../../../ingest/input/inputFile.js';
import { closeFiles, openFiles } from '../../../ingest/input/openFiles.js';
import { dryRun, ingest as ingestOpen, type IngestRun as OpenRun } from '../../../ingest/pipeline.js';
import type { IngestResult } from '../../../ingest/run/result.js';

/** A run as the command line states it. */
export interface IngestRun extends Omit<OpenRun, 'files'> {
  /** Paths, or open files. */
  readonly files: readonly (string | InputFile)[];
  /** True for a dry run. */
  readonly check?: boolean;
}

/** Ingests a delivery as the command does: its files are opened before, and closed after. */
export async function ingest({ files: named, check = false, ...run }: IngestRun): Promise<IngestResult> {
  let bytes = 0;
  const paths = named.filter((file) => typeof file === 'string');
  const opened = await openFiles(paths, { onBytes: (more) => (bytes += more) });
  const given = named.filter((file) => typeof file !== 'string');
  try {
    return await (check ? dryRun : ingestOpen)({
      bytesRead: () => ({ bytes, bytesBefore: 0 }),
      ...run,
      files: [...opened, ...given],
    });
  } finally {
    await closeFiles(opened);
  }
}
