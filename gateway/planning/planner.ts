import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import { isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import { plannerSupergraph, planningError } from './index.js';
import { createPlanningThread } from './planningThread.js';

/** Makes query plans off the event loop, and caches them. */
export interface Planner {
  /**
   * The plan for a document, made in a worker thread: a valid document of 12 kB takes the planner longer than the event loop
   * may wait.
   *
   * @param key of schema, policy, view and document; see pipeline/plan.ts
   * @param text a valid document with one operation
   * @throws PortcullisError OPERATION_TOO_COSTLY where planning would take too long
   */
  plan(key: string, text: string): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** How long a document is refused whose planning took too long, in limits of a plan: it keeps the planner busy a twelfth of the time. */
const LIMITS_REFUSED = 12;
/** Most plans kept, and characters of their documents. */
const MAX_PLANS = 2_000;
const MAX_PLANNED_TEXT = 20_000_000;

/**
 * Starts the planner. The worker loads in the background; the first plan waits for it.
 *
 * @param limitMs processor time that one plan may take: half of a request's deadline
 * @param onPlanned told how long each plan took to make, ms
 */
export function createPlanner(
  supergraphSdl: string,
  limitMs: number,
  onPlanned: (durationMs: number) => void = () => undefined,
): Planner {
  const planning = plannerSupergraph(supergraphSdl);
  const plans = new LRUCache<string, QueryPlan>({ max: MAX_PLANS, maxSize: MAX_PLANNED_TEXT });
  // An operation that stalls the planner once would otherwise stall it for everybody each time.
  const failed = new LRUCache<string, PortcullisError>({ max: MAX_PLANS, ttl: limitMs * LIMITS_REFUSED });
  const inFlight = new Map<string, Promise<QueryPlan>>();
  const thread = createPlanningThread(planning.sdl, limitMs);

  async function make(text: string): Promise<QueryPlan> {
    const begun = performance.now();
    const reply = await thread.plan(text);
    onPlanned(performance.now() - begun);
    if (!reply.plan) throw planningError(reply);
    return planning.restore(reply.plan);
  }

  async function plan(key: string, text: string): Promise<QueryPlan> {
    const known = plans.get(key);
    if (known) return known;
    const failure = failed.get(key);
    if (failure) throw failure;
    const running = inFlight.get(key);
    if (running) return await running;
    const made = make(text);
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

  return { plan, close: () => thread.close() };
}
