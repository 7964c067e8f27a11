import { setTimeout as pause } from 'node:timers/promises';
import type { PortcullisError } from '../../schema/errors.js';
import { checkpointPublicKeys, openOwnCheckpoint, parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import type { TrustFile } from '../c2sp/trustFile.js';
import { isForked } from '../forked.js';
import type { AuditKeys } from '../keys.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { insertCosigned } from '../store/cosigned.js';
import type { LogQuery, LogReporter } from '../store/pool.js';
import { reasonOf } from './shortAnswer.js';
import { type Submission, submit } from './submit.js';
import { type WitnessClient, witnessClient } from './witnessClient.js';

/** What the cosigner of some logs is made of. */
export interface CosignerOptions {
  readonly db: LogQuery;
  readonly keys: AuditKeys;
  /** Who is asked, and how many are enough. */
  readonly trust: TrustFile;
  readonly reporter: LogReporter;
  /** The log that answers come out of; whether it is cosigned is what `isWitnessed` says. */
  readonly log: string;
  /** Further logs that nobody else has cosigned. */
  others?(): Promise<readonly string[]>;
  /** What ends the writer of `log`, for good. */
  halt(error: PortcullisError): void;
  /** At most one head of a log in this time, milliseconds; 5000. */
  readonly everyMs?: number;
  /** A head that does not move is shown again after this time, so that a rollback and a dead witness are found; 30,000. */
  readonly againMs?: number;
  /** Without a quorum for this time a log is not witnessed any more, milliseconds; 60,000. */
  readonly lateMs?: number;
  /** Longest wait for one answer of a witness, milliseconds; 3000. */
  readonly timeoutMs?: number;
}

/** How far a log is with its witnesses. */
interface Progress {
  /** The size that each witness is at, by its name. */
  readonly sizes: Map<string, number>;
  /** Size of the head that a quorum cosigned last, and when, by `performance.now()`: no clock that is set makes it fresh, or late. */
  size: number;
  at: number;
  /** What is wrong with each witness, as it was told last. */
  readonly told: Map<string, string>;
}

/**
 * Has the heads of logs cosigned: every few seconds where a head moved, and now and then where it did not.
 *
 * Invariant: only a note that the log's own key signed is sent, and only one that a quorum cosigned is stored.
 */
export class Cosigner {
  readonly #options: CosignerOptions;
  readonly #clients: ReadonlyMap<string, WitnessClient>;
  readonly #progress = new Map<string, Progress>();
  readonly #ending = new AbortController();
  readonly #since = performance.now();
  readonly #loop: Promise<void>;
  #isForked = false;

  constructor(options: CosignerOptions) {
    const { trust, timeoutMs = 3000 } = options;
    this.#options = options;
    const ways = trust.witnesses.flatMap(({ name, url }) =>
      url === null ? [] : [[name, witnessClient(url, { timeoutMs, signal: this.#ending.signal })] as const],
    );
    this.#clients = new Map(ways);
    this.#loop = this.#run();
  }

  /** False where no quorum has cosigned the log for too long, or a witness showed that it was forked. */
  isWitnessed(): boolean {
    const { log, lateMs = 60_000 } = this.#options;
    return !this.#isForked && performance.now() - (this.#progress.get(log)?.at || this.#since) <= lateMs;
  }

  /** Ends; what was signed last is shown at the next start. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { everyMs = 5000, log, others } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const startedAt = performance.now();
      await this.#look(log);
      for (const other of (await others?.().catch(() => [])) ?? []) {
        if (!signal.aborted) await this.#look(other);
      }
      // Why shorter before the first: the first entry of a log is signed within a second.
      const everyNow = this.#progress.get(log)?.at ? everyMs : Math.min(everyMs, 1000);
      await pause(Math.max(0, startedAt + everyNow - performance.now()), undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  async #look(log: string): Promise<void> {
    const { db, keys, againMs = 30_000, reporter } = this.#options;
    const progress = this.#progressOf(log);
    try {
      const newest = await findNewestCheckpoint(db, log);
      if (!newest || (newest.size === progress.size && performance.now() - progress.at < againMs)) return;
      const publicKeys = checkpointPublicKeys(keys);
      const opened = openOwnCheckpoint(newest.note, log, publicKeys);
      if (opened?.size !== newest.size) {
        this.#tell(log, '', 'its newest checkpoint is not signed by its key');
        return;
      }
      await this.#cosign({ log, origin: opened.origin, ...newest, publicKeys }, progress);
    } catch (error) {
      if (isForked(error)) this.#onForked(log, error as PortcullisError);
      else if (!this.#ending.signal.aborted) reporter.warn({ err: error, log }, 'the audit log could not be cosigned');
    }
  }

  async #cosign(head: Submission, progress: Progress): Promise<void> {
    const { db, trust } = this.#options;
    const answers = await Promise.all([...this.#clients.keys()].map((name) => this.#ask(name, head, progress)));
    const note = head.note + answers.join('');
    const parsed = parseCheckpoint(note);
    const keys = trust.witnesses.map(({ key }) => key);
    const cosignatures = (parsed && openCosignatures(parsed, keys)) ?? [];
    const seen = trust.witnesses.filter(({ key }) => cosignatures.some((each) => each.key === key));
    if (!trust.isQuorum(new Set(seen.map(({ name }) => name)))) return;
    if (head.size !== progress.size)
      await insertCosigned(db, { log: head.log, size: head.size, note, at: new Date().toISOString() });
    progress.size = head.size;
    progress.at = performance.now();
  }

  /** The lines of one witness; none where it gave none, which is told. */
  async #ask(name: string, head: Submission, progress: Progress): Promise<string> {
    const { db, trust } = this.#options;
    const witness = trust.witnesses.find((each) => each.name === name);
    const client = this.#clients.get(name);
    if (!witness || !client) return '';
    try {
      const submitted = await submit(db, client, witness, head, progress.sizes.get(name) ?? 0);
      progress.sizes.set(name, submitted.old);
      this.#tell(head.log, name, 'fault' in submitted ? submitted.fault : null);
      return 'lines' in submitted ? submitted.lines : '';
    } catch (error) {
      if (isForked(error) || this.#ending.signal.aborted) throw error;
      this.#tell(head.log, name, `it cannot be asked: ${reasonOf(error)}`);
      return '';
    }
  }

  #onForked(log: string, error: PortcullisError): void {
    const { reporter, halt } = this.#options;
    reporter.error({ err: error, log }, 'a witness shows that the audit log was forked');
    this.#isForked = true;
    if (log === this.#options.log) halt(error);
  }

  /** Says what is wrong with a witness, or that it is well again: once each. */
  #tell(log: string, witness: string, fault: string | null): void {
    const { told } = this.#progressOf(log);
    if ((told.get(witness) ?? null) === fault) return;
    const facts = { log, witness };
    if (fault === null) {
      told.delete(witness);
      this.#options.reporter.info(facts, 'the witness cosigns again');
    } else {
      told.set(witness, fault);
      this.#options.reporter.error({ ...facts, fault }, 'the witness did not cosign');
    }
  }

  #progressOf(log: string): Progress {
    const known = this.#progress.get(log);
    if (known) return known;
    const made: Progress = { sizes: new Map(), size: 0, at: 0, told: new Map() };
    this.#progress.set(log, made);
    return made;
  }
}
