import { setTimeout as pause } from 'node:timers/promises';
import { checkpointPublicKeys } from '../c2sp/checkpoint.js';
import type { LogState, NamedLog } from '../entry/named.js';
import { faultOf, isForked } from '../forked.js';
import { type Head, isLeft } from '../heads.js';
import { isLogOf, isRegister, registerLogId } from '../logIds.js';
import { emptyRoot } from '../merkle.js';
import { listLeasedLogs } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import type { AuditLog, Registering } from '../types.js';
import { findNamedHeads } from '../verification/named.js';
import { type AuditLogOptions, openAuditLog } from '../writer/openLog.js';
import { assertExtends, readSignedHead } from './extends.js';
import { isNewsFrom, readNamed, statementEntry } from './statement.js';

/** What the register of an instance is opened with. */
export interface RegisterOptions
  extends Pick<AuditLogOptions, 'pool' | 'keys' | 'heads' | 'opening' | 'log' | 'leaseWaitMs'> {
  readonly instance: string;
  /** Logs that somebody else will write, as its operators do. */
  readonly ahead: readonly string[];
  /** Logs of another instance, for which this one goes on. */
  readonly left?: readonly NamedLog[];
  /** A connection of its own, to look at the logs with while it is open; without one nobody looks. */
  readonly watching?: LogQuery;
  /** Milliseconds from one look to the next; 10,000. */
  readonly everyMs?: number;
  /** Hears whether all logs are whole, whenever that changes. */
  onWhole?(isWhole: boolean): void;
}

/**
 * Opens the register of an instance, and names in it, before anything else is written, what logs there are.
 *
 * @throws PortcullisError as `openAuditLog`; AUDIT_FORKED too where it is empty and other logs name it
 */
export async function openLogRegister(options: RegisterOptions): Promise<LogRegister> {
  const { instance, pool, watching } = options;
  const logId = registerLogId(instance);
  const named = await readNamed(pool, logId);
  // Why here alone: that nothing is left of it but in other logs is found by reading all that may name it.
  if (named.size === 0)
    for (const head of (await findNamedHeads(pool)).heads.get(logId) ?? [])
      await assertExtends(pool, { ...head, log: logId });
  const watch = watching && { watch: { db: watching } };
  const auditLog = await openAuditLog({ ...options, ...watch, logId });
  const register = new LogRegister(options, auditLog, named);
  try {
    await register.begin();
  } catch (error) {
    await auditLog.close();
    throw error;
  }
  return register;
}

/**
 * Names the logs of an instance, so that none of them can vanish unseen: each before its first entry, its newest signed head
 * every ten seconds where one moved, and with these the heads of the registers of other instances.
 *
 * Invariant: what was named of a log is never taken back: a log that does not extend it is missed until it does.
 */
export class LogRegister implements Registering {
  readonly #options: RegisterOptions;
  readonly #log: AuditLog;
  readonly #db: LogQuery;
  readonly #named: Map<string, NamedLog>;
  /** What is wrong with a log, as it was told. */
  readonly #missed = new Map<string, string>();
  readonly #ending = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();
  /** Logs whose writers were told that they are named. */
  readonly #opened = new Set<string>();
  /** Something changed that no entry says yet. */
  #isNews = false;

  constructor(options: RegisterOptions, auditLog: AuditLog, named: ReadonlyMap<string, NamedLog>) {
    this.#options = options;
    this.#log = auditLog;
    this.#db = options.watching ?? options.pool;
    this.#named = new Map(
      [...named].map(([log, head]) => [log, head.state === 'LEFT' ? head : { ...head, state: stateOf(log) }]),
    );
  }

  /** Names what there is, and begins to look. Once, before anything else. */
  async begin(): Promise<void> {
    const { ahead, left = [], watching } = this.#options;
    await this.#inTurn(async () => {
      for (const each of left) this.#set(each);
      await this.#look();
      for (const log of ahead) this.#set({ ...this.#known(log), state: 'OPENED' });
      await this.#state(true);
    });
    if (watching) this.#loop = this.#run();
  }

  opened(log: string): Promise<Head> {
    return this.#inTurn(async () => {
      await assertExtends(this.#db, this.#known(log));
      this.#set({ ...this.#known(log), state: 'OPENED' });
      this.#opened.add(log);
      await this.#state(true);
      return this.#log.head();
    });
  }

  closed(log: string): void {
    this.#opened.delete(log);
    this.#set({ ...this.#known(log), state: 'CLOSED' });
    this.#isNews = true;
  }

  isWhole(): boolean {
    return this.#missed.size === 0;
  }

  /** Names the last heads of what was written, and closes it. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
    await this.#inTurn(async () => {
      await this.#look();
      for (const log of this.#opened) this.closed(log);
      if (this.#isNews) await this.#state(true);
    }).catch((error) => this.#options.log.warn({ err: error }, 'the last heads of the logs could not be registered'));
    await this.#log.close();
  }

  async #run(): Promise<void> {
    const { everyMs = 10_000, log: reporter } = this.#options;
    const { signal } = this.#ending;
    for (;;) {
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#inTurn(() => this.#lookAndState()).catch((error) => {
        if (isForked(error)) this.#tell(registerLogId(this.#options.instance), faultOf(error));
        else reporter.warn({ err: error }, 'the heads of the logs could not be registered');
      });
    }
  }

  async #lookAndState(): Promise<void> {
    const others = await this.#look();
    if (this.#isNews || others) await this.#state(this.#isNews);
  }

  /** Looks at all logs that it should know. True where a register of others moved, by more than what it saw of others. */
  async #look(): Promise<boolean> {
    const { instance, heads } = this.#options;
    const own = registerLogId(instance);
    await this.#compare(own, () => assertExtends(this.#db, this.#log.head()));
    let moved = false;
    for (const log of new Set([...this.#named.keys(), ...(await listLeasedLogs(this.#db))])) {
      if (log === own || !(isRegister(log) || isLogOf(instance, log))) continue;
      // A log that was left may be what made somebody leave it.
      if (isLeft(heads, log)) continue;
      const head = await this.#compare(log, () => this.#newHead(log));
      if (!head) continue;
      this.#set(head);
      if (isRegister(log)) moved = true;
      else this.#isNews = true;
    }
    return moved;
  }

  /** What is to be named of a log; null where nothing is but what was. @throws PortcullisError AUDIT_FORKED */
  async #newHead(log: string): Promise<NamedLog | null> {
    const known = this.#named.get(log);
    if (known) await assertExtends(this.#db, known);
    const signed = await readSignedHead(this.#db, log, checkpointPublicKeys(this.#options.keys));
    if (known && (signed?.size ?? 0) <= known.size) return null;
    if (signed) await assertExtends(this.#db, signed);
    if (known && isRegister(log) && !(await isNewsFrom(this.#db, log, known.size))) return null;
    return { ...this.#known(log), ...signed };
  }

  async #compare<T>(log: string, look: () => Promise<T>): Promise<T | null> {
    try {
      const seen = await look();
      this.#tell(log, null);
      return seen;
    } catch (error) {
      if (!isForked(error)) throw error;
      this.#tell(log, (await this.#isLeftByOthers(log)) ? null : faultOf(error));
      return null;
    }
  }

  /** Whether a register of others was left, as the one says that goes on for it: then nobody will make it whole again. */
  async #isLeftByOthers(log: string): Promise<boolean> {
    if (isLogOf(this.#options.instance, log)) return false;
    const others = [...this.#named.keys()].filter((other) => other !== log && isRegister(other));
    const named = await Promise.all(others.map((other) => readNamed(this.#db, other)));
    return named.some((each) => each.get(log)?.state === 'LEFT');
  }

  #known(log: string): NamedLog {
    return this.#named.get(log) ?? { log, state: stateOf(log), size: 0, root: emptyRoot };
  }

  #set(named: NamedLog): void {
    this.#named.set(named.log, named);
  }

  async #state(isNews: boolean): Promise<void> {
    this.#isNews ||= isNews;
    await this.#log.append(statementEntry(this.#options.opening, this.#named.values(), isNews));
    this.#isNews = false;
  }

  /** Says once what is wrong with a log, and once that it is well again. */
  #tell(log: string, fault: string | null): void {
    const { log: reporter, onWhole } = this.#options;
    if ((this.#missed.get(log) ?? null) === fault) return;
    const wasWhole = this.isWhole();
    if (fault === null) {
      this.#missed.delete(log);
      reporter.info({ log }, 'the audit log is what the register names again');
    } else {
      this.#missed.set(log, fault);
      reporter.error({ log, fault }, 'the audit log is not what the register names');
    }
    if (this.isWhole() !== wasWhole) onWhole?.(this.isWhole());
  }

  /** One after the other: an entry says all, so that none may be made from what another is about to change. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** What is said of a log that nobody has opened yet. */
function stateOf(log: string): LogState {
  return isRegister(log) ? 'SEEN' : 'FOUND';
}
