import { setTimeout as pause } from 'node:timers/promises';
import type { LogState, NamedLog } from '../entry/named.js';
import { faultOf, isForked } from '../forked.js';
import { type Head, isLeft } from '../heads.js';
import { isLogOf, isRegister, registerLogId } from '../logIds.js';
import { emptyRoot } from '../merkle.js';
import { checkpointPublicKeys } from '../signing/keys.js';
import { listLeasedLogs } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import type { Registering } from '../types.js';
import { findNamedHeads } from '../verification/named.js';
import { type AuditLogOptions, openAuditLog } from '../writer/openLog.js';
import type { WrittenLog } from '../writer/writtenLog.js';
import { assertExtends, readSignedHead } from './extends.js';
import { isNewsFrom, readNamed, statementEntry } from './statement.js';

/** What the register of an instance needs. */
export interface RegisterOptions
  extends Pick<AuditLogOptions, 'pool' | 'keys' | 'heads' | 'opening' | 'log' | 'leaseWaitMs' | 'timeoutMs'> {
  readonly instance: string;
  /** Logs that other processes will write, for instance its operators'. */
  readonly ahead: readonly string[];
  /** Logs of another instance, which this one continues. */
  readonly left?: readonly NamedLog[];
  /** A connection of its own, to check the logs while the register is open; without one nobody checks. */
  readonly watching?: LogQuery;
  /** Milliseconds between checks; 10,000. */
  readonly everyMs?: number;
  /** Called when it changes whether all logs are whole. */
  onWhole?(isWhole: boolean): void;
}

/**
 * Opens the register of an instance, and names all existing logs in it before anything else is written.
 *
 * @throws PortcullisError as `openAuditLog`; AUDIT_FORKED too if it is empty and other logs name it
 */
export async function openLogRegister(options: RegisterOptions): Promise<LogRegister> {
  const { instance, pool, watching } = options;
  const logId = registerLogId(instance);
  const named = await readNamed(pool, logId);
  // An empty register may have been emptied: only the logs that may name it can tell, and all are read.
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
 * Names the logs of an instance, so that none can vanish unnoticed: each before its first entry, its newest signed head every
 * ten seconds if one moved, and with these the heads of other instances' registers.
 *
 * Invariant: a named head is never taken back: a log that does not extend it is missed until it does.
 */
export class LogRegister implements Registering {
  readonly #options: RegisterOptions;
  readonly #log: WrittenLog;
  readonly #db: LogQuery;
  readonly #named: Map<string, NamedLog>;
  /** By log: the fault that was last reported. */
  readonly #missed = new Map<string, string>();
  readonly #ending = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();
  /** Logs that were named for their writers. */
  readonly #opened = new Set<string>();
  /** True if something changed that no entry says yet. */
  #isNews = false;

  constructor(options: RegisterOptions, auditLog: WrittenLog, named: ReadonlyMap<string, NamedLog>) {
    this.#options = options;
    this.#log = auditLog;
    this.#db = options.watching ?? options.pool;
    this.#named = new Map(
      [...named].map(([log, head]) => [log, head.state === 'LEFT' ? head : { ...head, state: stateOf(log) }]),
    );
  }

  /** Names the existing logs and starts checking. Called once, before anything else. */
  async begin(): Promise<void> {
    const { ahead, left = [], watching } = this.#options;
    await this.#inTurn(async () => {
      for (const each of left) this.#set(each);
      await this.#checkAll();
      for (const log of ahead) this.#set({ ...this.#known(log), state: 'OPENED' });
      await this.#write({ isNews: true });
    });
    if (watching) this.#loop = this.#run();
  }

  opened(log: string): Promise<Head> {
    return this.#inTurn(async () => {
      await assertExtends(this.#db, this.#known(log));
      this.#set({ ...this.#known(log), state: 'OPENED' });
      this.#opened.add(log);
      await this.#write({ isNews: true });
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

  /** Names the last heads of the logs, and closes the register. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
    await this.#inTurn(async () => {
      await this.#checkAll();
      for (const log of this.#opened) this.closed(log);
      if (this.#isNews) await this.#write({ isNews: true });
    }).catch((error) => this.#options.log.warn({ err: error }, 'the last heads of the logs could not be registered'));
    await this.#log.close();
  }

  async #run(): Promise<void> {
    const { everyMs = 10_000, log: reporter } = this.#options;
    const { signal } = this.#ending;
    for (;;) {
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#inTurn(() => this.#checkAndWrite()).catch((error) => {
        if (isForked(error)) this.#report(registerLogId(this.#options.instance), faultOf(error));
        else reporter.warn({ err: error }, 'the heads of the logs could not be registered');
      });
    }
  }

  async #checkAndWrite(): Promise<void> {
    const others = await this.#checkAll();
    if (this.#isNews || others) await this.#write({ isNews: this.#isNews });
  }

  /** Checks all logs that it should know. True if another instance's register moved by more than what it saw of others. */
  async #checkAll(): Promise<boolean> {
    const { instance, heads } = this.#options;
    const own = registerLogId(instance);
    await this.#compare(own, () => assertExtends(this.#db, this.#log.head()));
    let moved = false;
    for (const log of new Set([...this.#named.keys(), ...(await listLeasedLogs(this.#db))])) {
      if (log === own || !(isRegister(log) || isLogOf(instance, log))) continue;
      // A log is left because it was forked: nothing new.
      if (isLeft(heads, log)) continue;
      const head = await this.#compare(log, () => this.#newHead(log));
      if (!head) continue;
      // Only the head: the log may have been closed while it was read.
      this.#set({ ...this.#known(log), ...head });
      if (isRegister(log)) moved = true;
      else this.#isNews = true;
    }
    return moved;
  }

  /** The head to name of a log; null if it has not moved. @throws PortcullisError AUDIT_FORKED */
  async #newHead(log: string): Promise<Head | null> {
    const known = this.#named.get(log);
    if (known) await assertExtends(this.#db, known);
    const signed = await readSignedHead(this.#db, log, checkpointPublicKeys(this.#options.keys));
    if (known && (signed?.size ?? 0) <= known.size) return null;
    if (signed) await assertExtends(this.#db, signed);
    if (known && isRegister(log) && !(await isNewsFrom(this.#db, log, known.size))) return null;
    return signed ?? { log, size: 0, root: emptyRoot };
  }

  async #compare<T>(log: string, check: () => Promise<T>): Promise<T | null> {
    try {
      const found = await check();
      this.#report(log, null);
      return found;
    } catch (error) {
      if (!isForked(error)) throw error;
      this.#report(log, (await this.#isLeftByOthers(log)) ? null : faultOf(error));
      return null;
    }
  }

  /** True if another instance's register was left, as its successor says: nobody will make it whole again. */
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

  async #write({ isNews }: { readonly isNews: boolean }): Promise<void> {
    // Cleared before the entry is written: what changes meanwhile is not in it.
    const hadNews = this.#isNews;
    this.#isNews = false;
    try {
      await this.#log.append(statementEntry(this.#options.opening, this.#named.values(), isNews));
    } catch (error) {
      this.#isNews ||= hadNews || isNews;
      throw error;
    }
  }

  /** Reports once what is wrong with a log, and once that it is whole again. */
  #report(log: string, fault: string | null): void {
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

  /** Runs one piece of work after another: each entry states everything, so none may be made while another changes it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** The state of a log that nobody has opened yet. */
function stateOf(log: string): LogState {
  return isRegister(log) ? 'SEEN' : 'FOUND';
}
