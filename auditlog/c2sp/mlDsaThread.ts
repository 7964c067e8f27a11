import { Worker } from 'node:worker_threads';
import { packageFile } from '../../schema/files.js';

/** What the thread is asked: to sign by a seed, or to verify by a public key. Answered in the order of asking. */
type Question =
  | { readonly seed: Uint8Array; readonly message: Uint8Array }
  | { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array };

interface Answer {
  readonly publicKey?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly isTrue?: boolean;
}

interface Job {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

let thread: { readonly worker: Worker; readonly jobs: Job[] } | null = null;

/**
 * Has the one thread of this process do a piece of ML-DSA-44. It is started by the first question, holds the process while it is asked
 * something, and ends with it.
 */
export function askThread(question: Question): Promise<Answer> {
  thread ??= start();
  const { worker, jobs } = thread;
  worker.ref();
  return new Promise((resolve, reject) => {
    jobs.push({ resolve, reject });
    worker.postMessage(question);
  });
}

function start(): NonNullable<typeof thread> {
  const worker = new Worker(packageFile('auditlog', 'c2sp', 'mlDsa.worker.mjs'), { execArgv: [] });
  const started = { worker, jobs: [] as Job[] };
  worker.on('message', (answer: Answer) => {
    started.jobs.shift()?.resolve(answer);
    if (started.jobs.length === 0) worker.unref();
  });
  const lose = (error: unknown): void => {
    if (thread === started) thread = null;
    for (const job of started.jobs.splice(0)) job.reject(error);
  };
  worker.on('error', lose);
  worker.on('exit', () => lose(new Error('the thread of ML-DSA-44 ended')));
  return started;
}
