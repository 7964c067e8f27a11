import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { PortcullisError } from '../../schema/errors.js';
import { originOf, signingKeys } from '../c2sp/checkpoint.js';
import { createEncoder, type Prepared } from '../entry/encode.js';
import { entryOf } from '../entry/entryOf.js';
import { isForked } from '../forked.js';
import { assertNotLeft, type HeadFile, openHeadFile } from '../heads.js';
import { type AuditKeys, bodyOpeners } from '../keys.js';
import { type Adoption, clockEntry, type Opening, openedEntry, type WaitingBecause } from '../opening/opening.js';
import { findOpenIntents } from '../opening/recovery.js';
import { checkStart, type Found, type Start } from '../opening/start.js';
import type { LogPool, LogQuery, LogReporter } from '../store/pool.js';
import type { AuditLog } from '../types.js';
import { LogWatch, type Watching } from '../verification/watch.js';
import { Committed } from './committed.js';
import { createEnvelopeStore } from './envelopes.js';
import { unavailable } from './pending.js';
import { createRefusalCounter } from './refusals.js';
import { Sequencer } from './sequencer.js';
import { WriterKeys } from './writerKeys.js';

/** What the writer of a log needs: its pool, its name and its keys. */
export interface AuditLogOptions {
  /** A pool that logs in as the audit writer; the log keeps one of its connections. */
  readonly pool: LogPool;
  /** One log per writing instance: letters, digits, `-`, `.`, `_`. */
  readonly logId: string;
  readonly keys: AuditKeys;
  /** The folder of head files, outside of the database. */
  readonly heads: string;
  /** What the log's first entry says of its writer. */
  readonly opening: Opening;
  readonly log: LogReporter;
  /** How long an append may wait, milliseconds; 3000. */
  readonly deadlineMs?: number;
  /** How many entries may wait; 10,000. */
  readonly maxQueue?: number;
  /** How many entries a transaction takes; 256. */
  readonly maxBatch?: number;
  /** How long a statement may take before its connection is given up, milliseconds; 5000. */
  readonly timeoutMs?: number;
  /** How long to wait at opening for a writer that is just ending, milliseconds; 3000. */
  readonly leaseWaitMs?: number;
  /** At most one checkpoint in this time, milliseconds; 1000. */
  readonly checkpointEveryMs?: number;
  /** Entries that waited this long for a checkpoint get an entry that says why, milliseconds; 30,000. */
  readonly lateMs?: number;
  /** The writer's own verification while it runs; none by default. */
  readonly watch?: Watching;
  /** What an operator decided about the log: see adopt.ts. */
  readonly adoption?: Adoption;
}

/**
 * Opens a log for writing: takes its lease, checks that it extends the head that was committed last, writes its OPENED
 * entry, closes the intents that a crash left open as UNKNOWN.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE where another instance writes this log, or the database cannot be reached;
 *   AUDIT_FORKED where the log is not what was committed
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  // Why long: what a log is made of refers to one another; the order of opening is read in one place.
  const { pool, logId, keys, log, opening, adoption } = options;
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(logId)) throw unavailable(`"${logId}" is no log id.`);
  assertNotLeft(options.heads, logId);
  const heads = openHeadFile(options.heads, logId);
  const committed = new Committed(logId, heads);
  const timeoutMs = options.timeoutMs ?? 5000;
  const entryKeys = new WriterKeys(logId, keys, timeoutMs);
  const encoder = createEncoder(logId, keys, entryKeys);
  const opened = (found: Found, why: WaitingBecause): Prepared =>
    encoder.prepare(openedEntry(opening, found, why, adoption));
  const withEnvelopes = createEnvelopeStore(pool, keys, options.deadlineMs ?? 3000);
  const refusals = createRefusalCounter(keys.blindIndex);
  let isClosing = false;
  const now = (): string => new Date().toISOString();
  let watch: LogWatch | null = null;
  const sequencer = new Sequencer({
    pool,
    logId,
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    origin: originOf(logId, keys.origin),
    signingKeys: signingKeys(keys),
    reporter: log,
    maxQueue: options.maxQueue ?? 10_000,
    maxBatch: options.maxBatch ?? 256,
    deadlineMs: options.deadlineMs ?? 3000,
    timeoutMs,
    leaseWaitMs: options.leaseWaitMs ?? 3000,
    checkpointEveryMs: options.checkpointEveryMs ?? 1000,
    lateMs: options.lateMs ?? 30_000,
    committed,
    encoder,
    entryKeys,
    opened,
    wentBack: (last, now) => encoder.prepare(clockEntry(opening, last, now)),
    onSigned: (range) => watch?.signed(range),
    background: {
      isDue: () => refusals.isDue(now(), isClosing),
      take: (max) => refusals.take(max, now(), isClosing).map(encoder.prepare),
    },
  });
  let found: Found;
  try {
    found = await sequencer.open((db) => check(db, heads, options));
    entryKeys.resume(found.lastAt);
  } catch (error) {
    throw isAuditError(error) ? error : unavailable('The database cannot be reached.', error);
  }
  const everySecond = setInterval(() => sequencer.wake(), 1000).unref();
  if (options.watch) {
    watch = new LogWatch({ ...options.watch, log: logId, keys, reporter: log, halt: (error) => sequencer.halt(error) });
  }
  const closeLog = async (): Promise<void> => {
    isClosing = true;
    clearInterval(everySecond);
    await watch?.close();
    await sequencer.close();
  };
  try {
    await sequencer.add(opened(found, 'KILLED'));
    await closeOpenIntents();
  } catch (error) {
    await closeLog();
    throw error;
  }

  async function closeOpenIntents(): Promise<void> {
    const intents = await findOpenIntents(pool, logId, bodyOpeners(keys));
    const unknown = { kind: 'UNKNOWN', code: 'UNKNOWN', at: now(), durationMs: 0 } as const;
    // Why in parts: a crash may leave more than the queue takes.
    for (let from = 0; from < intents.length; from += 1000) {
      const part = intents.slice(from, from + 1000);
      await Promise.all(part.map((intent) => sequencer.add(encoder.prepare(entryOf({ ...intent, ...unknown })))));
    }
    if (intents.length > 0)
      log.warn({ log: logId, count: intents.length }, 'closed intents without outcome as UNKNOWN');
  }

  return {
    logId,
    async append(entry) {
      return sequencer.add(encoder.prepare(await withEnvelopes(entry)));
    },
    countRefused: (source, code, at) => refusals.count(source, code, at),
    writable: () => sequencer.writable(),
    head: () => committed.head,
    halt: (error) => sequencer.halt(error),
    close: closeLog,
  };
}

/** Checks that the log extends the head of its file, or the one that an operator vouches for. */
async function check(db: LogQuery, heads: HeadFile, { logId: log, keys, adoption }: AuditLogOptions): Promise<Start> {
  const adopted = adoption?.adopted;
  if (!adopted) return await checkStart(db, { log, keys, committed: heads.read() });
  const start = await checkStart(db, { log, keys, committed: adopted, isWhole: true });
  heads.replace(adopted);
  return start;
}

function isAuditError(error: unknown): boolean {
  return isForked(error) || (error instanceof PortcullisError && error.code === 'AUDIT_UNAVAILABLE');
}
