import { createHash } from 'node:crypto';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bookmark } from '../../../ingest/bookmarks/bookmark.js';
import { openBookmarks, toParts } from '../../../ingest/bookmarks/bookmarks.js';
import type { IngestDatabases } from '../../../ingest/databases.js';
import { toMemoryFile } from '../../../ingest/input/memoryFile.js';
import { closeFiles, openFiles } from '../../../ingest/input/openFiles.js';
import { openQuarantine } from '../../../ingest/quarantine/quarantine.js';
import { type Memory, remembersState } from '../../../ingest/spill/remembering.js';
import { readDelivery } from '../../../ingest/staging/readDelivery.js';
import { createUnmappedCount } from '../../../ingest/staging/unmappedCount.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Transaction } from '../../../storage/types.js';
import { tries } from '../../support/runner/tries.js';
import { linkKey, writeFile } from '../support/samples.js';
import { deliveries, type Made, oddities } from './deliveries.js';

const policy = loadPolicy();

/** More by `npm run fuzz -- kills`. */
const numRuns = tries(8, 400);

/** What several processes leave that read one delivery. */
interface Left {
  /** Staged rows, by their numbers. */
  readonly staged: Map<string, unknown>;
  /** Rows of the quarantine, by their ids. */
  readonly quarantine: Map<string, unknown>;
  /** Every bookmark that was kept. */
  readonly bookmarks: Bookmark[];
  /** Items that are staged. */
  position: number;
  passedOver: number;
  /** Of the process that read to the end; null before. */
  report: unknown;
}

const nothing = (): Left => {
  return { staged: new Map(), quarantine: new Map(), bookmarks: [], position: 0, passedOver: 0, report: null };
};

class Killed extends Error {}

/** Reads a delivery from where it stood, and is killed after some batches. */
async function read(
  { format, originator }: Made,
  paths: readonly string[],
  left: Left,
  batches: number,
): Promise<void> {
  const opened = await openFiles(paths, {
    onBytes: (bytes, isPassedOver) => {
      if (isPassedOver) left.passedOver += bytes;
    },
  });
  // Whatever begins in one piece ends in another.
  const files = opened.map((file) => ({ ...file, bytes: (from?: number) => inPieces(file.bytes(from)) }));
  const source = format.source ?? format.name;
  const quarantine = openQuarantine({ runId: 'run', originator, source, now: '2026-01-01T00:00:00Z' });
  const toStore = {
    exec: async (_: string, values: readonly unknown[] = []) => {
      const rows = JSON.parse(String(values[4])) as { readonly id: string }[];
      for (const row of rows) left.quarantine.set(row.id, row);
      return [];
    },
  } as unknown as Transaction;
  const unmapped = createUnmappedCount();
  const { position, bookmarks } = left;
  const from = goBackTo(bookmarks, position);
  const identity = { source, originator, envelope: { originator }, stated: { originator }, files };
  const reading = {
    ...identity,
    format,
    policy,
    linkKey,
    databases: {} as IngestDatabases,
    batchRows: Number.isFinite(batches) ? 1 + (batches % 3) : 3,
    staged: position,
  };
  let taken = 0;
  try {
    const last = await readDelivery({ ...reading, from }, quarantine, unmapped, async ({ items, upTo, bookmark }) => {
      taken += 1;
      if (taken > batches) throw new Killed();
      await quarantine.store(toStore);
      for (const { seq, part, content: _, ...item } of items)
        if (seq > position) left.staged.set(`${seq} ${part}`, digest({ seq, part, ...item }));
      if (bookmark) bookmarks.push(bookmark);
      left.position = Math.max(left.position, upTo);
    });
    await quarantine.store(toStore);
    const { count, keyless, reasons } = quarantine;
    left.report = { last, count, keyless, reasons: { ...reasons }, unmapped: unmapped.counts };
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  } finally {
    await closeFiles(opened);
  }
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
}

const pieceBytes = 701;

/** Ids of parts of records, such as parties, are drawn by lot. */
const digest = (value: unknown): string => {
  const text = JSON.stringify(value, (name, part) => (name === 'id' ? '' : part));
  return createHash('sha256').update(text).digest('hex');
};

/** The last bookmark up to an item, with what was learned before it; later ones are dropped. */
function goBackTo(bookmarks: Bookmark[], position: number): Bookmark | null {
  bookmarks.splice(bookmarks.findLastIndex(({ seq }) => seq <= position) + 1);
  const last = bookmarks.at(-1);
  if (!last) return null;
  const memories = [...last.memories].map(([name, { state }]): [string, Memory] => {
    const grown = Buffer.concat(bookmarks.map((one) => one.memories.get(name)?.grown ?? Buffer.alloc(0)));
    return [name, { state: JSON.parse(JSON.stringify(state)), grown }];
  });
  return { ...last, memories: new Map(memories) };
}

describe.each(Object.entries(deliveries))('the reading of %s, by processes that are killed', (_, made) => {
  it('goes on where it stood, and leaves what one process leaves: rows, lines, keys, quarantine and report', async () => {
    let passedOver = 0;
    const kinds = fc.array(fc.constantFrom(...oddities), { minLength: 20, maxLength: 80 });
    const lives = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(kinds, lives, async (rows, batches) => {
        const paths = made.files(rows).map(([name, bytes]) => writeFile(name, bytes));
        const [whole, killed] = [nothing(), nothing()];
        await read(made, paths, whole, Number.POSITIVE_INFINITY);
        for (const life of batches) if (!killed.report) await read(made, paths, killed, life);
        if (!killed.report) await read(made, paths, killed, Number.POSITIVE_INFINITY);
        passedOver += killed.passedOver;
        expect(killed.report).toEqual(whole.report);
        expect(Object.fromEntries(killed.staged)).toEqual(Object.fromEntries(whole.staged));
        expect(Object.fromEntries(killed.quarantine)).toEqual(Object.fromEntries(whole.quarantine));
      }),
      { numRuns, seed: 7 },
    );
    const isPacked = made.files([]).some(([name]) => name.endsWith('.gz'));
    if (!isPacked) expect(passedOver).toBeGreaterThan(0);
  }, 600_000);
});

test('a bookmark that is too long is tried once a batch, not at every record', () => {
  let tried = 0;
  const state = () => {
    tried += 1;
    return 'x'.repeat(20_000);
  };
  const large = remembersState(state, () => undefined);
  const bookmarks = openBookmarks({ from: null, seq: () => 0, remembering: { large } });
  for (const { trail } of bookmarks.unread(toParts([toMemoryFile('file', Buffer.from(''))]))) {
    for (const _ of [1, 2]) {
      bookmarks.due();
      for (let at = 0; at < 10; at += 1) trail?.passed({ offset: at, line: at });
      expect(bookmarks.take()).toBeNull();
    }
  }
  expect(tried).toBe(2);
});
