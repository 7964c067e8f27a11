import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { PortcullisError } from '../../schema/errors.js';
import { originOf } from '../c2sp/checkpoint.js';
import { createEncoder, prepareEntry } from '../entry/encode.js';
import { entryOf } from '../entry/entryOf.js';
import { isForked } from '../forked.js';
import { assertNotLeft, type HeadFile, openHeadFile } from '../heads.js';
import { type AuditKeys, bodyOpeners } from '../keys.js';
import type { CompactRange } from '../merkle.js';
import { within } from '../opening/connection.js';
import { type Adoption, clockEntry, type Opening, openedEntry } from '../opening/opening.js';
import { findOpenIntents } from '../opening/recovery.js';
import { checkStart, type Found, type Start } from '../opening/start.js';
import { unsentEntry } from '../opening/unsentEntry.js';
import { findWritten } from '../opening/written.js';
import { signingKeys } from '../signing/keys.js';
import type { LogPool, LogQuery, LogReporter } from '../store/pool.js';
import type { NewEntry } from '../types.js';
import { LogWatch, type Watching } from '../verification/watch.js';
import { Committed } from './committed.js';
import { createEnvelopeStore } from './envelopes.js';
import { Indexer } from './indexing/indexer.js';
import { unavailable } from './pending.js';
import { createRefusalCounter, type RefusalCounter, refusalEntry } from './refusals.js';
import { Sequencer } from './sequencer.js';
import { defaultLimits, type SequencerOptions, type WriterLimits } from './sequencerOptions.js';
import { WriterKeys } from './writerKeys.js';
import type { LogObserver, WrittenLog } from './writtenLog.js';

/** What the writer of a log needs. */
export interface AuditLogOptions extends Partial<WriterLimits> {
  /** A pool that logs in as the audit writer; the log keeps one of its connections. */
  readonly pool: LogPool;
  /** One log per writing instance: letters, digits, `-`, `.`, `_`. */
  readonly logId: string;
  readonly keys: AuditKeys;
  /** The folder of head files, outside the database. */
  readonly heads: string;
  /** What the log's first entry says of its writer. */
  readonly opening: Opening;
  readonly log: LogReporter;
  /** The writer's own verification while it runs; none by default. */
  readonly watch?: Watching;
  /**
   * Whether its outcomes are of answers, which are sent once they are written: one that is found written after its caller was
   * refused is closed by REFUSED under the same request.
   */
  readonly closesUnsent?: boolean;
  /** Is told of batches and signed heads; nobody by default. */
  readonly observer?: LogObserver | undefined;
  /** What an operator decided about the log: see adopt.ts. */
  readonly adoption?: Adoption;
}

/**
 * Opens a log for writing: takes its lease, checks that it extends the head that was committed last, writes its OPENED
 * entry, closes the intents that a crash left open as UNKNOWN.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE if another instance writes this log, or the database cannot be reached;
 *   AUDIT_FORKED if the log is not what was committed
 */
export async function openAuditLog(options: AuditLogOptions): Promise<WrittenLog> {
  const { pool, logId, keys, opening, adoption } = options;
  const settings = { ...defaultLimits(options.timeoutMs), ...options };
  const heads = openHeads(options);
  const committed = new Committed(logId, heads);
  const entryKeys = new WriterKeys(logId, keys, settings.timeoutMs);
  const encoder = createEncoder(logId, keys, entryKeys);
  const envelopes = createEnvelopeStore(pool, keys, settings.timeoutMs);
  const refusals = createRefusalCounter(keys.blindIndex);
  let watch: LogWatch | null = null;
  const onSigned = (range: CompactRange): void => {
    watch?.signed(range);
    options.observer?.signed(range.size);
  };
  const indexer = new Indexer({ ...settings, log: logId, reporter: options.log });
  const sequencer = createSequencer(settings, { committed, encoder, entryKeys, refusals, onSigned, indexer });
  const found = await takeOver(sequencer, async (db) => {
    const start = await check(db, heads, options);
    entryKeys.resume(start.found.lastAt);
    return start;
  });
  indexer.resume(found.size);
  const everySecond = setInterval(() => sequencer.wake(), 1000).unref();
  watch = startWatch(options, (error) => sequencer.halt(error));
  const closeLog = async (): Promise<void> => {
    refusals.close();
    clearInterval(everySecond);
    await watch?.close();
    await sequencer.close();
    await indexer.close();
  };
  const closeForsaken = () => closeOpenIntents(options, (entry) => sequencer.add(prepareEntry(entry)));
  try {
    await sequencer.add(prepareEntry(openedEntry(opening, found, 'KILLED', adoption)));
    await closeForsaken();
  } catch (error) {
    await closeLog();
    throw error;
  }
  return {
    logId,
    append: async (entry) => sequencer.add(prepareEntry(await envelopes.name(entry))),
    add: (entry) => sequencer.add(entry),
    storeEnvelopes: envelopes.store,
    countRefused: refusals.count,
    addRefused: refusals.add,
    findWritten: (entry) => within(settings.timeoutMs, findWritten(pool, logId, entry, bodyOpeners(keys))),
    closeForsaken,
    writable: () => sequencer.writable(),
    head: () => committed.head,
    halt: (error) => sequencer.halt(error),
    close: closeLog,
  };
}

function startWatch(options: AuditLogOptions, halt: (error: PortcullisError) => void): LogWatch | null {
  const { watch, logId: log, keys, log: reporter } = options;
  return watch ? new LogWatch({ ...watch, log, keys, reporter, halt }) : null;
}

function openHeads({ logId, heads }: AuditLogOptions): HeadFile {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(logId)) throw unavailable(`"${logId}" is no log id.`);
  assertNotLeft(heads, logId);
  return openHeadFile(heads, logId);
}

/** The parts of a writer that its sequencer works with. */
interface Parts extends Pick<SequencerOptions, 'committed' | 'encoder' | 'entryKeys' | 'onSigned'> {
  readonly refusals: RefusalCounter;
  readonly indexer: Indexer;
}

function createSequencer(options: AuditLogOptions & WriterLimits, { refusals, indexer, ...parts }: Parts): Sequencer {
  const { logId, keys, opening, adoption, closesUnsent = false } = options;
  return new Sequencer({
    ...options,
    ...parts,
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    origin: originOf(logId, keys.origin),
    signingKeys: signingKeys(keys),
    reporter: options.log,
    onWritten: (entries) => {
      indexer.written(entries);
      options.observer?.written(entries);
    },
    opened: (found, why) => prepareEntry(openedEntry(opening, found, why, adoption)),
    unsent: (entry) => {
      const closing = closesUnsent ? unsentEntry(entry) : null;
      return closing && prepareEntry(closing);
    },
    wentBack: (last, now) => prepareEntry(clockEntry(opening, last, now)),
    background: {
      isDue: refusals.isDue,
      take: (max) => refusals.take(max).map((each) => prepareEntry(refusalEntry(each))),
    },
  });
}

/** Connects a sequencer. Any error that is not the log's own means that the database cannot be reached. */
async function takeOver(sequencer: Sequencer, checkLog: (db: LogQuery) => Promise<Start>): Promise<Found> {
  try {
    return await sequencer.open(checkLog);
  } catch (error) {
    throw isAuditError(error) ? error : unavailable('The database cannot be reached.', error);
  }
}

/** Checks that the log extends the head of its file, or the one that an operator vouches for. */
async function check(db: LogQuery, heads: HeadFile, { logId: log, keys, adoption }: AuditLogOptions): Promise<Start> {
  const adopted = adoption?.adopted;
  if (!adopted) return await checkStart(db, { log, keys, committed: heads.read() });
  const start = await checkStart(db, { log, keys, committed: adopted, isWhole: true });
  heads.replace(adopted);
  return start;
}

async function closeOpenIntents(
  { pool, logId, keys, log }: AuditLogOptions,
  add: (entry: NewEntry) => Promise<unknown>,
): Promise<void> {
  const intents = await findOpenIntents(pool, logId, bodyOpeners(keys));
  const unknown = { kind: 'UNKNOWN', code: 'UNKNOWN', at: new Date().toISOString(), durationMs: 0 } as const;
  // Why in parts: a crash may leave more than the queue takes.
  for (let from = 0; from < intents.length; from += 1000) {
    const part = intents.slice(from, from + 1000);
    await Promise.all(part.map((intent) => add(entryOf({ ...intent, ...unknown }))));
  }
  if (intents.length > 0) log.warn({ log: logId, count: intents.length }, 'closed intents without outcome as UNKNOWN');
}

function isAuditError(error: unknown): boolean {
  return isForked(error) || (error instanceof PortcullisError && error.code === 'AUDIT_UNAVAILABLE');
}
