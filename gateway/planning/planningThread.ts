import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { PortcullisError } from '../../schema/errors.js';
import { packageFile } from '../../schema/files.js';

/** A thread that makes plans, one after the other; what is not its turn waits. */
export interface PlanningThread {
  /**
   * @param text a valid document with one operation
   * @throws PortcullisError OPERATION_TOO_COSTLY where its own planning takes more than the limit; RATE_LIMITED where too
   *   many wait. No plan fails for the sake of another.
   */
  plan(text: string): Promise<PlanReply>;
  close(): Promise<void>;
}

/** A plan, or why there is none. */
export interface PlanReply {
  readonly plan?: QueryPlan;
  /** In the planner's words, for us alone. */
  readonly error?: string;
  /** Whether the planner had read the operation: then it is the plan that it did not find. */
  readonly isRead?: boolean;
}

interface Job {
  readonly text: string;
  readonly resolve: (reply: PlanReply) => void;
  readonly reject: (error: unknown) => void;
}

/** A worker: it plans nothing before it has read the supergraph, and says then which thread it is. */
interface Thread {
  readonly worker: Worker;
  /** Milliseconds that it has worked; undefined until it is ready. */
  worked?: () => number;
}

const MAX_WAITING = 100;
/** Shortest time until a plan is looked at again, ms. */
const PATIENCE = 10;

/**
 * Starts the thread; it loads in the background, and the first plan waits for it.
 *
 * @param limitMs processor time that one plan may take: on a machine that is busy it may take longer
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
      // Why bounded: the planner leaves much to be collected, and V8 collects when it comes near its limit.
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

  /** Takes the plan that is being made off the thread. */
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
    const look = (): void => {
      const left = limitMs - (worked() - began);
      if (left <= 0) giveUp(worker);
      else if (running) running.timer = setTimeout(look, Math.max(left, PATIENCE));
    };
    running = { job, timer: setTimeout(look, limitMs) };
    worker.postMessage({ text: job.text });
  }

  function giveUp(worker: Worker): void {
    thread = undefined;
    void worker.terminate();
    end()?.reject(tooCostly());
    next();
  }

  /** The plan that a thread dies over fails with it, the others go to the next one. */
  function lost(which: Thread, cause: Error): void {
    if (thread !== which) return;
    thread = undefined;
    const isFull = (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    end()?.reject(isFull ? tooCostly() : new PortcullisError('INTERNAL', { cause }));
    // Why: a thread that cannot even read the supergraph would be started for ever.
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
    hint: 'Split it: ask for fewer types of an interface or union, or fewer paths between sources, in one operation.',
  });
}

/**
 * Clock of a thread's processor time, in ms: a busy machine is not the operation's fault. Where the system does not tell
 * it (it is Linux that does), the time of day.
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
