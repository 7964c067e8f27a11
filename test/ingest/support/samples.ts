import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from '@jest/globals';
import type { IngestDatabases } from '../../../ingest/databases.js';
import type { DeliveryItem, Format } from '../../../ingest/formats/format.js';
import { toHead } from '../../../ingest/input/fileHead.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import type { Reject, SourceRecord, Withdrawal } from '../../../ingest/records/record.js';
import type { RecordedRun, RecordRun, RunCounts } from '../../../ingest/run/recordedRun.js';
import { root } from '../../../schema/files.js';
import { forEachRecordSource, type SourceName } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { recordBy } from '../../support/acts.js';
import { currentRun } from '../../support/databaseServer.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/** Key of references in tests. */
export const linkKey = Buffer.alloc(32, 7);

/** What a run needs beside its delivery in tests; what it would write to the audit log is kept in `recorded` and `ended`. */
export function testRun(): { operator: string; record: RecordRun; recorded: RecordedRun[]; ended: RunCounts[] } {
  const recorded: RecordedRun[] = [];
  const ended: RunCounts[] = [];
  return {
    operator: 'test',
    recorded,
    ended,
    record: recordBy(
      (run) => void recorded.push(run),
      (counts) => void ended.push(counts),
    ),
  };
}

/** An empty folder of its own; gone after the run. */
export function makeFolder(): string {
  return mkdtempSync(join(currentRun().files, 'folder-'));
}

/** A file of the given text in a folder of its own. */
export function writeFile(name: string, text: string | Buffer): string {
  const path = join(makeFolder(), name);
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

/** The sources' databases and ingest's own, as ingest's role. */
export function openIngestDatabases(
  database: Pick<TestDatabase, 'ingestUrl'>,
): IngestDatabases & { close(): Promise<void> } {
  const open = (source: SourceName) =>
    openDatabase(database.ingestUrl, { source, max: 4, timeoutMs: 0, customPlans: true });
  const databases = { ...forEachRecordSource(open), ingest: open('persons') };
  return {
    ...databases,
    close: async () => {
      await Promise.all(Object.values(databases).map((one) => one.close()));
    },
  };
}

/** A database of its own for the test file that calls this at its top, with what ingest writes; gone after its tests. */
export async function ownIngestDatabase(): Promise<{
  readonly database: TestDatabase;
  readonly databases: ReturnType<typeof openIngestDatabases>;
}> {
  const database = closedAfter(await createTestDatabase());
  return { database, databases: closedAfter(openIngestDatabases(database)) };
}

/** What a format yields of the files at these paths, apart by kind, and the elements that it did not know. */
export async function readAll(
  format: Format,
  paths: readonly string[],
): Promise<{
  records: SourceRecord[];
  rejects: Reject[];
  withdrawals: Withdrawal[];
  items: DeliveryItem[];
  unmapped: Record<string, number>;
}> {
  const unmapped: Record<string, number> = {};
  const items: DeliveryItem[] = [];
  const files = await openFiles(paths);
  const delivery = {
    files,
    unmapped: (element: string) => {
      unmapped[element] = (unmapped[element] ?? 0) + 1;
    },
  };
  for await (const item of format.read(delivery)) items.push(item);
  const rejects = items.filter((item) => item.kind === 'reject');
  const withdrawals = items.filter((item) => item.kind === 'withdrawal');
  const records = items.filter((item) => item.kind !== 'reject' && item.kind !== 'withdrawal');
  return { records, rejects, withdrawals, items, unmapped };
}

/** What a format says of the first bytes of a file. */
export async function recogniseFile(format: Format, path: string): Promise<ReturnType<Format['recognise']>> {
  const [file] = await openFiles([path]);
  return file ? format.recognise(await toHead(file)) : null;
}
