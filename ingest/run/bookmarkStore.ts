import type { Transaction } from '../../storage/types.js';
import type { Bookmark } from '../bookmarks/bookmark.js';
import type { Memory } from '../spill/remembering.js';

/** Keeps a bookmark of a run, in the transaction of what came into quarantine before it. */
export async function keepBookmark(
  transaction: Transaction,
  runId: string,
  { seq, file, place, memories }: Bookmark,
): Promise<void> {
  const names = [...memories].map(([name, { state, grown }]) => [name, state, grown.length]);
  await transaction.exec(
    `insert into ingest.bookmark (run_id, seq, file, byte_offset, line, memories, grown)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (run_id, seq) do nothing`,
    [
      ...[runId, seq, file, place.offset, place.line, JSON.stringify(names)],
      Buffer.concat([...memories.values()].map(({ grown }) => grown)),
    ],
  );
}

/** The last bookmark of a run that is not behind an item, with all that its reading had learned; later ones are dropped. */
export async function goBackTo(transaction: Transaction, runId: string, seq: number): Promise<Bookmark | null> {
  // Why: a process that was killed may leave a transaction behind that the server still commits; its bookmark must be seen.
  await transaction.exec('select from ingest.run where id = $1 for update', [runId]);
  await transaction.exec('delete from ingest.bookmark where run_id = $1 and seq > $2', [runId, seq]);
  return await readTo(transaction, runId);
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

/** Bookmarks that are in memory at once. */
const pageRows = 200;

/** The last bookmark of a run, with what was learned from the beginning to it; null where there is none. */
async function readTo(transaction: Transaction, runId: string): Promise<Bookmark | null> {
  const found = new Map<string, { state: unknown; readonly grown: Buffer[] }>();
  let last: BookmarkRow | undefined;
  for (;;) {
    const rows = await transaction.exec<BookmarkRow>(
      `select seq::text, file, byte_offset::text as "offset", line, memories, grown from ingest.bookmark
       where run_id = $1 and seq > $2 order by bookmark.seq limit ${pageRows}`,
      [runId, last?.seq ?? -1],
    );
    for (const { memories, grown } of rows) {
      let at = 0;
      for (const [name, state, length] of memories) {
        const known = found.get(name) ?? { state, grown: [] };
        found.set(name, known);
        known.state = state;
        known.grown.push(grown.subarray(at, at + length));
        at += length;
      }
    }
    last = rows.at(-1) ?? last;
    if (rows.length < pageRows) break;
  }
  if (!last) return null;
  const memories = [...found].map(
    ([name, { state, grown }]) => [name, { state, grown: Buffer.concat(grown) }] as const,
  );
  const place = { offset: Number(last.offset), line: last.line };
  return { seq: Number(last.seq), file: last.file, place, memories: new Map<string, Memory>(memories) };
}
