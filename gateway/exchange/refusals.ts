import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from './exchange.js';
import type { GateRuntime } from './runtime.js';

type Counting = Pick<GateRuntime, 'budget' | 'auditLog'>;

/**
 * Refuses a viewer whose refusals are used up, before anything of the request is read: each refusal is an entry of the log, and
 * one viewer must not make it grow without end. This one is counted here, whatever route is asked.
 *
 * @throws PortcullisError RATE_LIMITED
 */
export async function assertNotRefusedTooOften(exchange: Exchange, runtime: Counting): Promise<void> {
  const { viewer } = provided(exchange.identity, 'identity');
  if (runtime.budget.refusedFor(viewer, Date.parse(exchange.asOf)) === 0) return;
  const refused = await countRefusal(exchange, runtime);
  if (refused) throw refused;
}

/**
 * Takes one refusal of the viewer, or counts it for an entry of many.
 *
 * @returns what the client is told instead of its own faults where it was only counted
 */
export async function countRefusal(exchange: Exchange, runtime: Counting): Promise<PortcullisError | null> {
  const { viewer } = provided(exchange.identity, 'identity');
  const { waitSeconds, left } = await runtime.budget.refuse(viewer, Date.parse(exchange.asOf));
  exchange.left = [...(exchange.left ?? []), ...left];
  // An intent without an end would be closed as UNKNOWN.
  if (waitSeconds === 0 || exchange.isIntended) return null;
  const { agency, kind: agencyKind, role, subject } = viewer;
  const refused = tooManyRefusals(waitSeconds);
  runtime.auditLog.countRefused({ agency, agencyKind, role, subject }, refused.code, exchange.asOf);
  exchange.settled = true;
  return refused;
}

function tooManyRefusals(retryAfterSeconds: number): PortcullisError {
  return new PortcullisError('RATE_LIMITED', {
    message: 'Too many requests of this viewer were refused.',
    facts: { retryAfterSeconds },
    hint: 'Wait for the time named in Retry-After, and send what was not refused.',
  });
}
