import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { packageFile } from '../../schema/files.js';
import { plannerSupergraph, planningError } from '../planning/index.js';

/** Makes query plans off the event loop, and keeps them. */
export interface Planner {
  /**
   * The plan for a document. Its work is done in a worker thread: a valid document of 12 kB takes the planner longer
   * than the event loop may wait.
   *
   * @param key names schema, policy, view and document; see pipeline/plan.ts
   * @param text a valid document with one operation
   * @throws PortcullisError OPERATION_TOO_COSTLY where planning would take too long
   */
  plan(key: string, text: string): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** Longest time that one plan may take, ms. */
const PLAN_TIMEOUT = 5_000;
/** How long it is remembered that planning took too long, ms. */
const FAILURE_TTL = 60_000;
/** Plans kept at most, and characters of their documents; plans waiting at most. */
const MAX_PLANS = 2_000;
const MAX_PLANNED_TEXT = 20_000_000;
const MAX_WAITING = 100;

interface Waiting {
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: unknown) => void;
}

interface Reply {
  readonly id: number;
  readonly plan?: QueryPlan;
  readonly error?: string;
}

/**
 * Starts the planner; the worker loads in the background, the first plan waits for it.
 *
 * @param timeoutMs longest time that one plan may take
 */
export function createPlanner(supergraphSdl: string, timeoutMs: number = PLAN_TIMEOUT): Planner {
  const planning = plannerSupergraph(supergraphSdl);
  const plans = new LRUCache<string, QueryPlan>({ max: MAX_PLANS, maxSize: MAX_PLANNED_TEXT });
  // Why remembered: an operation that stops the planner once would stop it for everybody each time it comes.
  const failed = new LRUCache<string, PortcullisError>({ max: MAX_PLANS, ttl: FAILURE_TTL });
  const inFlight = new Map<string, Promise<QueryPlan>>();
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let closed = false;
  let worker: Worker | undefined = start();

  function start(): Worker {
    const started = new Worker(packageFile('gateway', 'execution', 'planner.worker.cjs'), {
      workerData: { supergraphSdl: planning.sdl },
      execArgv: [],
      // Why bounded: the planner leaves much to be collected, and V8 collects when it comes near its limit.
      resourceLimits: { maxOldGenerationSizeMb: 256 + Math.ceil(planning.sdl.length / 10_000) },
    });
    started.unref();
    started.on('message', (reply: Reply) => {
      const waiter = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.plan) waiter?.resolve(reply.plan);
      else waiter?.reject(planningError(reply.error ?? ''));
    });
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('planner stopped')));
    return started;
  }

  /** What waits for a worker that died fails with it; the next plan starts another. */
  function lost(which: Worker, cause: unknown): void {
    if (worker !== which) return;
    worker = undefined;
    const error = new PortcullisError(closed ? 'SHUTTING_DOWN' : 'INTERNAL', { cause });
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  }

  function ask(text: string): Promise<QueryPlan> {
    if (closed) throw new PortcullisError('SHUTTING_DOWN');
    if (waiting.size >= MAX_WAITING) throw new PortcullisError('RATE_LIMITED', { facts: { retryAfterSeconds: 1 } });
    worker ??= start();
    const running = worker;
    const id = nextId++;
    return new Promise<QueryPlan>((resolve, reject) => {
      const tooLong = setTimeout(() => {
        if (!waiting.delete(id)) return;
        reject(new PortcullisError('OPERATION_TOO_COSTLY', { message: 'The operation takes too long to plan.' }));
        // Others that wait behind it would wait for ever.
        void running.terminate();
      }, timeoutMs);
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(tooLong);
          settle(value);
        };
      waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      running.postMessage({ id, text });
    });
  }

  async function plan(key: string, text: string): Promise<QueryPlan> {
    const known = plans.get(key);
    if (known) return known;
    const failure = failed.get(key);
    if (failure) throw failure;
    const running = inFlight.get(key);
    if (running) return await running;
    const made = ask(text).then((plan) => planning.restore(plan));
    inFlight.set(key, made);
    try {
      const fresh = await made;
      plans.set(key, fresh, { size: text.length + 1 });
      return fresh;
    } catch (error) {
      if (isPortcullisError(error) && error.code === 'OPERATION_TOO_COSTLY') failed.set(key, error);
      throw error;
    } finally {
      inFlight.delete(key);
    }
  }

  return {
    plan,
    close: async () => {
      closed = true;
      await worker?.terminate();
    },
  };
}
