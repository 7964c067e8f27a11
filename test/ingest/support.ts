import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe } from '@jest/globals';
import type { Reject, SourceRecord } from '../../ingest/record.js';
import type { IngestDatabases } from '../../ingest/writer.js';
import { root } from '../../schema/files.js';
import { openDatabase } from '../../storage/database.js';
import type { TestDatabase } from '../support/postgres.js';

/** Key of references in tests. */
export const linkKey = Buffer.alloc(32, 7);

/** A file of the given text in a folder of its own. */
export function writeFile(name: string, text: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'portcullis-ingest-test-')), name);
  writeFileSync(path, text);
  return path;
}

/** Path of a real data file beside the repository. */
export function realFile(...segments: string[]): string {
  return resolve(root, '..', 'shared', 'data', 'real', ...segments);
}

/** `describe`, or a skipped one that says which real file is not here. */
export function describeWithReal(title: string, files: readonly string[], tests: () => void): void {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (skipped: ${missing.join(', ')} is not here)`, tests);
}

/** The four sources' databases and ingest's own, as ingest's role. */
export function openIngestDatabases(database: TestDatabase): IngestDatabases & { close(): Promise<void> } {
  const open = (source: 'cargo' | 'persons' | 'seizures' | 'incidents') =>
    openDatabase(database.ingestUrl, { source, max: 2, statementTimeoutMs: 0 });
  const databases = {
    cargo: open('cargo'),
    persons: open('persons'),
    seizures: open('seizures'),
    incidents: open('incidents'),
    ingest: open('persons'),
  };
  return {
    ...databases,
    close: async () => {
      await Promise.all(Object.values(databases).map((one) => one.close()));
    },
  };
}

/** Records and rejects of a stream, apart. */
export async function readAll(
  stream: AsyncIterable<SourceRecord | Reject>,
): Promise<{ records: SourceRecord[]; rejects: Reject[] }> {
  const records: SourceRecord[] = [];
  const rejects: Reject[] = [];
  for await (const item of stream) {
    if (item.kind === 'reject') rejects.push(item);
    else records.push(item);
  }
  return { records, rejects };
}
