import { setTimeout as pause } from 'node:timers/promises';
import type { PortcullisError } from '../../schema/errors.js';
import { parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import type { TrustFile } from '../c2sp/trustFile.js';
import { isForked } from '../forked.js';
import type { AuditKeys } from '../keys.js';
import { primitives } from '../primitives.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import { checkpointPublicKeys } from '../signing/keys.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { insertCosigned } from '../store/cosigned.js';
import type { LogQuery, LogReporter } from '../store/pool.js';
import { reasonOf } from './shortAnswer.js';
import { type Submission, submit } from './submit.js';
import { type WitnessClient, witnessClient } from './witnessClient.js';

/** What a cosigner needs. */
export interface CosignerOptions {
  readonly db: LogQuery;
  readonly keys: AuditKeys;
  /** Which witnesses are asked, and how many are enough. */
  readonly trust: TrustFile;
  readonly reporter: LogReporter;
  /** The log that answers are written to; `isWitnessed` is about it. */
  readonly log: string;
  /** Further logs that nobody else has cosigned. */
  others?(): Promise<readonly string[]>;
  /** Ends the writer of `log` for good. */
  halt(error: PortcullisError): void;
  /** Shortest time between two heads of a log, milliseconds; 5000. */
  readonly everyMs?: number;
  /** An unchanged head is submitted again after this time, which finds rollbacks and dead witnesses, milliseconds; 30,000. */
  readonly againMs?: number;
  /** A log without a quorum for this time counts as unwitnessed, milliseconds; 60,000. */
  readonly lateMs?: number;
  /** Longest wait for one answer of a witness, milliseconds; 3000. */
  readonly timeoutMs?: number;
}

/** How far the witnesses of a log are. */
interface Progress {
  /** The size of each witness's last head, by its name. */
  readonly sizes: Map<string, number>;
  /** Size of the head that a quorum cosigned last, and when, by `performance.now()`: setting a clock makes it neither fresh nor late. */
  size: number;
  at: number;
  /** What was last reported of each faulty witness. */
  readonly faults: Map<string, string>;
}

/**
 * Has the heads of logs cosigned: every few seconds if a head moved, now and then if it did not.
 *
 * Invariant: only notes that the log's own key signed are sent, and only those that a quorum cosigned are stored.
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
    const clients = trust.witnesses.flatMap(({ name, url }) =>
      url === null ? [] : [[name, witnessClient(url, { timeoutMs, signal: this.#ending.signal })] as const],
    );
    this.#clients = new Map(clients);
    this.#loop = this.#run();
  }

  /** False if no quorum has cosigned the log for too long, or a witness proved it forked. */
  isWitnessed(): boolean {
    const { lateMs = 60_000 } = this.#options;
    return !this.#isForked && performance.now() - this.witnessedAt() <= lateMs;
  }

  /** When a quorum cosigned the log last, or the cosigner began, by `performance.now()`. */
  witnessedAt(): number {
    return this.#progress.get(this.#options.log)?.at || this.#since;
  }

  /** Ends; the last signed head is submitted at the next start. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { everyMs = 5000, log } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const startedAt = performance.now();
      await this.#cosignNewest(log);
      for (const other of await this.#listOthers()) if (!signal.aborted) await this.#cosignNewest(other);
      // Sooner at first: the first entry of a log is signed within a second.
      const everyNow = this.#progress.get(log)?.at ? everyMs : Math.min(everyMs, 1000);
      await pause(Math.max(0, startedAt + everyNow - performance.now()), undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  async #listOthers(): Promise<readonly string[]> {
    const { others, reporter } = this.#options;
    try {
      return (await others?.()) ?? [];
    } catch (error) {
      reporter.warn({ err: error }, 'the further logs to be cosigned could not be listed');
      return [];
    }
  }

  async #cosignNewest(log: string): Promise<void> {
    const { db, keys, againMs = 30_000, reporter } = this.#options;
    const progress = this.#progressOf(log);
    try {
      const newest = await findNewestCheckpoint(db, log);
      if (!newest || (newest.size === progress.size && performance.now() - progress.at < againMs)) return;
      const publicKeys = checkpointPublicKeys(keys);
      const opened = openOwnCheckpoint(newest.note, log, publicKeys);
      if (opened?.size !== newest.size) {
        this.#report(log, '', 'its newest checkpoint is not signed by its key');
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
    const cosignatures = (parsed && openCosignatures(parsed, keys, primitives)) ?? [];
    const seen = trust.witnesses.filter(({ key }) => cosignatures.some((each) => each.key === key));
    if (!trust.isQuorum(new Set(seen.map(({ name }) => name)))) return;
    if (head.size !== progress.size)
      await insertCosigned(db, { log: head.log, size: head.size, note, at: new Date().toISOString() });
    progress.size = head.size;
    progress.at = performance.now();
  }

  /** The cosignature lines of one witness; empty, and reported, if it gave none. */
  async #ask(name: string, head: Submission, progress: Progress): Promise<string> {
    const { db, trust } = this.#options;
    const witness = trust.witnesses.find((each) => each.name === name);
    const client = this.#clients.get(name);
    if (!witness || !client) return '';
    try {
      const submitted = await submit(db, client, witness, head, progress.sizes.get(name) ?? 0);
      progress.sizes.set(name, submitted.old);
      this.#report(head.log, name, 'fault' in submitted ? submitted.fault : null);
      return 'lines' in submitted ? submitted.lines : '';
    } catch (error) {
      if (isForked(error) || this.#ending.signal.aborted) throw error;
      this.#report(head.log, name, `it cannot be asked: ${reasonOf(error)}`);
      return '';
    }
  }

  #onForked(log: string, error: PortcullisError): void {
    const { reporter, halt } = this.#options;
    reporter.error({ err: error, log }, 'a witness shows that the audit log was forked');
    this.#isForked = true;
    if (log === this.#options.log) halt(error);
  }

  /** Reports once what is wrong with a witness, and once that it has recovered. */
  #report(log: string, witness: string, fault: string | null): void {
    const { faults } = this.#progressOf(log);
    if ((faults.get(witness) ?? null) === fault) return;
    const facts = { log, witness };
    if (fault === null) {
      faults.delete(witness);
      this.#options.reporter.info(facts, 'the witness cosigns again');
    } else {
      faults.set(witness, fault);
      this.#options.reporter.error({ ...facts, fault }, 'the witness did not cosign');
    }
  }

  #progressOf(log: string): Progress {
    const known = this.#progress.get(log);
    if (known) return known;
    const made: Progress = { sizes: new Map(), size: 0, at: 0, faults: new Map() };
    this.#progress.set(log, made);
    return made;
  }
}
