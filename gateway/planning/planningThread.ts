import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { PortcullisError } from '../../schema/errors.js';
import { packageFile } from '../../schema/files.js';

/** A thread that makes one plan at a time; others wait. */
export interface PlanningThread {
  /**
   * @param text a valid document with one operation
   * @throws PortcullisError OPERATION_TOO_COSTLY where its own planning takes more than the limit; RATE_LIMITED where too
   *   many wait. No plan fails because of another.
   */
  plan(text: string): Promise<PlanReply>;
  close(): Promise<void>;
}

/** A plan, or why there is none. */
export interface PlanReply {
  readonly plan?: QueryPlan;
  /** The planner's message, for the operator. */
  readonly error?: string;
  /** Whether the planner could read the operation, and found no plan for it. */
  readonly isRead?: boolean;
}

interface Job {
  readonly text: string;
  readonly resolve: (reply: PlanReply) => void;
  readonly reject: (error: unknown) => void;
}

/** A worker. It reads the supergraph first, and then sends the id of its thread. */
interface Thread {
  readonly worker: Worker;
  /** Its clock, ms; undefined until it is ready. */
  worked?: () => number;
}

const MAX_WAITING = 100;
/** Shortest time until the clock of a running plan is read again, ms. */
const SHORTEST_CHECK = 10;

/**
 * Starts the thread; it loads in the background, and the first plan waits for it.
 *
 * @param limitMs processor time that one plan may take
 */
export function createPlanningThread(supergraphSdl: string, limitMs: number): PlanningThread {
  const waiting: Job[] = [];
  let closed = false;
  let running: { readonly job: Job; timer: NodeJS.Timeout } | undefined;
  let thread: Thread | undefined = start();

  function start(): Thread {
    const worker = new Worker(packageFile('gateway', 'planning', 'planner.worker.cjs'), {
      workerData: { supergraphSdl },
      execArgv: [],
      // Bounded: the planner leaves much garbage, and V8 collects it when the heap comes near its limit.
      resourceLimits: { maxOldGenerationSizeMb: 256 + Math.ceil(supergraphSdl.length / 10_000) },
    });
    worker.unref();
    const started: Thread = { worker };
    worker.on('message', (message: PlanReply | { readonly thread: string | null }) => {
      if (thread !== started) return;
      if ('thread' in message) started.worked = clockOf(message.thread);
      else end()?.resolve(message);
      next();
    });
    worker.on('error', (error) => lost(started, error));
    worker.on('exit', () => lost(started, new Error('planner stopped')));
    return started;
  }

  /** Ends the running job, and returns it. */
  function end(): Job | undefined {
    const job = running?.job;
    clearTimeout(running?.timer);
    running = undefined;
    return job;
  }

  function next(): void {
    if (running || closed || waiting.length === 0) return;
    thread ??= start();
    const { worked, worker } = thread;
    const job = worked && waiting.shift();
    if (!worked || !job) return;
    const began = worked();
    const check = (): void => {
      const left = limitMs - (worked() - began);
      if (left <= 0) giveUp(worker);
      else if (running) running.timer = setTimeout(check, Math.max(left, SHORTEST_CHECK));
    };
    running = { job, timer: setTimeout(check, limitMs) };
    worker.postMessage({ text: job.text });
  }

  function giveUp(worker: Worker): void {
    thread = undefined;
    void worker.terminate();
    end()?.reject(tooCostly());
    next();
  }

  /** The plan that a thread died of fails; those that wait go to the next thread. */
  function lost(which: Thread, cause: Error): void {
    if (thread !== which) return;
    thread = undefined;
    const isFull = (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    end()?.reject(isFull ? tooCostly() : new PortcullisError('INTERNAL', { cause }));
    // A thread that cannot even read the supergraph would be restarted for ever.
    if (!which.worked) refuseAll(new PortcullisError('INTERNAL', { cause }));
    next();
  }

  function refuseAll(error: PortcullisError): void {
    for (const job of waiting.splice(0)) job.reject(error);
  }

  return {
    plan: (text) =>
      new Promise((resolve, reject) => {
        if (closed) throw new PortcullisError('SHUTTING_DOWN');
        if (waiting.length >= MAX_WAITING)
          throw new PortcullisError('RATE_LIMITED', { facts: { retryAfterSeconds: 1 } });
        waiting.push({ text, resolve, reject });
        next();
      }),
    close: async () => {
      closed = true;
      const last = thread;
      thread = undefined;
      end()?.reject(new PortcullisError('SHUTTING_DOWN'));
      refuseAll(new PortcullisError('SHUTTING_DOWN'));
      await last?.worker.terminate();
    },
  };
}

function tooCostly(): PortcullisError {
  return new PortcullisError('OPERATION_TOO_COSTLY', {
    message: 'The operation takes too long to plan.',
    hint:
      'Split it: ask for fewer types of an interface or union, or fewer paths between sources, in one operation. ' +
      'The operator may raise --deadline-ms.',
  });
}

/**
 * Clock of a thread's processor time, ms: a busy machine is not the operation's fault. Off Linux, elapsed time.
 */
function clockOf(thread: string | null): () => number {
  const file = `/proc/${thread}/schedstat`;
  const read = (): number => Number(readFileSync(file, 'latin1').split(' ', 1)[0]) / 1e6;
  const now = (): number => performance.now();
  if (thread === null) return now;
  try {
    read();
    return read;
  } catch {
    return now;
  }
}
