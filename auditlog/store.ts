import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createTokenMaker } from './blindIndex.js';
import { encodeEntry } from './entry.js';
import { type AuditKeys, checkpointPublicKeys } from './keys.js';
import { type Prepared, unavailable } from './pending.js';
import type { LogPool, LogReporter } from './pool.js';
import { createRefusalCounter } from './refusals.js';
import { createSealer } from './seal.js';
import { Sequencer } from './sequencer.js';
import { checkTail, emptyBody, findOpenIntents } from './storeRecovery.js';
import type { AuditLog, EntryBody, EntryHeader } from './types.js';

export interface AuditLogOptions {
  /** A pool that logs in as the audit writer; the log keeps one of its connections. */
  readonly pool: LogPool;
  /** One log per writing instance: letters, digits, `-`, `.`, `_`. */
  readonly logId: string;
  readonly keys: AuditKeys;
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
}

/**
 * Opens a log for writing: takes its lease, checks its tail against the newest checkpoint, closes the intents that a
 * crash left open as UNKNOWN.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE where another instance writes this log, the database cannot be reached, or
 *   the log is damaged
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { pool, logId, keys, log } = options;
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(logId)) throw unavailable(`"${logId}" is no log id.`);
  const sealer = createSealer(keys.auditSeal);
  const tokens = createTokenMaker(keys.blindIndex);
  const encode = (header: Omit<EntryHeader, 'version' | 'log'>, body: EntryBody): Prepared => {
    const encoded = encodeEntry({ header: { ...header, version: 1, log: logId }, body }, sealer);
    const key = `${encoded.header.requestId}/${encoded.header.kind}`;
    return { encoded, key, tokens: tokens.pack(body) };
  };
  const refusals = createRefusalCounter(keys.blindIndex);
  let isClosing = false;
  const now = (): string => new Date().toISOString();
  const sequencer = new Sequencer({
    pool,
    logId,
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    signingKey: keys.checkpoint.privateKey,
    reporter: log,
    maxQueue: options.maxQueue ?? 10_000,
    maxBatch: options.maxBatch ?? 256,
    deadlineMs: options.deadlineMs ?? 3000,
    timeoutMs: options.timeoutMs ?? 5000,
    leaseWaitMs: options.leaseWaitMs ?? 3000,
    checkpointEveryMs: options.checkpointEveryMs ?? 1000,
    background: {
      isDue: () => refusals.isDue(now(), isClosing),
      take: (max) => refusals.take(max, now(), isClosing).map((header) => encode(header, emptyBody)),
    },
  });
  try {
    await sequencer.open(({ client, range }) => checkTail(client, logId, range.size, checkpointPublicKeys(keys)));
  } catch (error) {
    throw isAuditError(error) ? error : unavailable('The database cannot be reached.', error);
  }
  const everySecond = setInterval(() => sequencer.wake(), 1000).unref();
  const closeLog = async (): Promise<void> => {
    isClosing = true;
    clearInterval(everySecond);
    await sequencer.close();
  };
  try {
    await closeOpenIntents();
  } catch (error) {
    await closeLog();
    throw error;
  }

  async function closeOpenIntents(): Promise<void> {
    const intents = await findOpenIntents(pool, logId);
    const unknown = { kind: 'UNKNOWN', code: 'UNKNOWN', at: now(), durationMs: 0 } as const;
    // Why in parts: a crash may leave more than the queue takes.
    for (let from = 0; from < intents.length; from += 1000) {
      const part = intents.slice(from, from + 1000);
      await Promise.all(part.map((intent) => sequencer.add(encode({ ...intent, ...unknown }, emptyBody))));
    }
    if (intents.length > 0)
      log.warn({ log: logId, count: intents.length }, 'closed intents without outcome as UNKNOWN');
  }

  return {
    logId,
    async append(entry) {
      return sequencer.add(encode(entry.header, entry.body));
    },
    countRefused: (source, code, at) => refusals.count(source, code, at),
    writable: () => sequencer.writable(),
    close: closeLog,
  };
}

function isAuditError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'AUDIT_UNAVAILABLE';
}
