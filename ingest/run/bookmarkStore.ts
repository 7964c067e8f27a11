import { readFileSync } from 'node:fs';
import type { Policy } from '../../policy/policy.js';
import { packageFile } from '../../schema/files.js';
import type { Transaction } from '../../storage/types.js';
import type { Bookmark } from '../bookmarks/bookmark.js';
import type { Memory } from '../spill/remembering.js';

/** Whose bookmarks they are. */
export interface BookmarkRun {
  readonly runId: string;
  /** That of the process: under another one, items may be judged otherwise, and all are read again. */
  readonly policy: Policy;
}

/** Keeps a bookmark of a run, in the transaction of what came into quarantine before it. */
export async function keepBookmark(
  transaction: Transaction,
  { runId, policy }: BookmarkRun,
  { seq, file, place, memories }: Bookmark,
): Promise<void> {
  const names = [...memories].map(([name, { state, grown }]) => [name, state, grown.length]);
  await transaction.exec(
    `insert into ingest.bookmark (run_id, seq, reader, file, byte_offset, line, memories, grown)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (run_id, seq) do nothing`,
    [
      ...[runId, seq, readerOf(policy), file, place.offset, place.line, JSON.stringify(names)],
      Buffer.concat([...memories.values()].map(({ grown }) => grown)),
    ],
  );
}

/**
 * The last bookmark of a run that is not behind an item, with all that its reading had learned; later ones are dropped. Null
 * where there is none, or another release or policy has read so far: then all are dropped.
 */
export async function goBackTo(
  transaction: Transaction,
  { runId, policy }: BookmarkRun,
  seq: number,
): Promise<Bookmark | null> {
  // Why: a process that was killed may leave a transaction behind that the server still commits; its bookmark must be seen.
  await transaction.exec('select from ingest.run where id = $1 for update', [runId]);
  const reader = readerOf(policy);
  await transaction.exec(
    `delete from ingest.bookmark where run_id = $1 and (seq > $2 or exists (
       select from ingest.bookmark other where other.run_id = $1 and other.reader <> $3))`,
    [runId, seq, reader],
  );
  const rows = await transaction.exec<BookmarkRow>(
    `select seq::text, file, byte_offset::text as "offset", line, memories, grown from ingest.bookmark
     where run_id = $1 order by bookmark.seq`,
    [runId],
  );
  const last = rows.at(-1);
  if (!last) return null;
  const place = { offset: Number(last.offset), line: last.line };
  return { seq: Number(last.seq), file: last.file, place, memories: sumOf(rows) };
}

interface BookmarkRow {
  readonly seq: string;
  readonly file: number;
  readonly offset: string;
  readonly line: number;
  /** Name, state and bytes of `grown`, one after the other. */
  readonly memories: readonly (readonly [string, unknown, number])[];
  readonly grown: Buffer;
}

/** What was learned from the beginning to the last of these bookmarks. */
function sumOf(rows: readonly BookmarkRow[]): ReadonlyMap<string, Memory> {
  const found = new Map<string, { state: unknown; grown: Buffer[] }>();
  for (const { memories, grown } of rows) {
    let at = 0;
    for (const [name, state, length] of memories) {
      const before = found.get(name)?.grown ?? [];
      before.push(grown.subarray(at, at + length));
      found.set(name, { state, grown: before });
      at += length;
    }
  }
  return new Map([...found].map(([name, { state, grown }]) => [name, { state, grown: Buffer.concat(grown) }]));
}

/** Which release reads, under which policy. */
function readerOf({ version }: Policy): string {
  release ??= (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
  return `${release} ${version}`;
}

let release: string | undefined;
