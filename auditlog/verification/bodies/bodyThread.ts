import { Worker } from 'node:worker_threads';
import { packageFile } from '../../../schema/files.js';
import { type ComparedEntry, isFitting } from '../../store/comparing.js';
import type { PageKeys } from '../../store/keyTree/entryKeys.js';
import { lockedIn } from '../checkEntry.js';
import type { CheckedBody, ClosedEntry } from './checkBody.js';

/** A body to open and its key. Why texts and no objects: they are what a thread takes from another one in the least time. */
export type Asked = readonly [
  bytes: string,
  agency: ClosedEntry['agency'],
  at: string,
  sealed: string,
  tokens: string | null,
  key: string,
];

interface Job {
  readonly resolve: (found: readonly CheckedBody[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that opens the bodies of a verification, so that two cores work: one at this, the other at reading and the tree. */
export class BodyThread {
  readonly #worker: Worker;
  readonly #jobs: Job[] = [];
  /** Why it opens nothing any more. */
  #lost: unknown;

  /** @param index keys of the blind index */
  constructor(index: readonly Uint8Array[]) {
    // Why out of dist/: the thread has the same code as its caller, and a thread of Node.js reads no TypeScript.
    const path = packageFile('dist', 'auditlog', 'verification', 'bodies', 'bodies.worker.js');
    this.#worker = new Worker(path, { workerData: { index }, execArgv: [] });
    this.#worker.on('message', (found: readonly CheckedBody[]) => this.#jobs.shift()?.resolve(found));
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', () => this.#lose(new Error('the thread that opens bodies ended')));
  }

  /** Opens the bodies of entries whose parts fit and whose keys are known: what was found, by index. */
  async open(entries: readonly ComparedEntry[], keys: PageKeys): Promise<ReadonlyMap<number, CheckedBody>> {
    if (this.#lost) throw this.#lost;
    const indices: number[] = [];
    const asked: Asked[] = [];
    for (const entry of entries) {
      if (!isFitting(entry) || !entry.closed) continue;
      const found = keys.of(lockedIn(entry));
      if (found.state !== 'KNOWN') continue;
      const { bytes, agency, at, closed } = entry;
      const key = latin1Of(found.key);
      asked.push([latin1Of(bytes), agency, at, closed.sealed, closed.tokens, key]);
      indices.push(entry.index);
    }
    if (asked.length === 0) return new Map();
    const bodies = await new Promise<readonly CheckedBody[]>((resolve, reject) => {
      this.#jobs.push({ resolve, reject });
      this.#worker.postMessage(asked);
    });
    return new Map(indices.flatMap((index, place) => (bodies[place] ? [[index, bodies[place]]] : [])));
  }

  /** Ends it; what it was asked is given up. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #lose(error: unknown): void {
    this.#lost ??= error;
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }
}

function latin1Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
