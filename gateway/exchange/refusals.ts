import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from './exchange.js';
import type { GateRuntime } from './runtime.js';

/**
 * Refuses a viewer whose refusals are used up, before anything of the request is read: each refusal is an entry of the log, and
 * one viewer must not make it grow without end.
 *
 * @throws PortcullisError RATE_LIMITED
 */
export function assertNotRefusedTooOften(exchange: Exchange, refusals: GateRuntime['refusals']): void {
  const wait = refusals.wait(nameOf(exchange), 1, performance.now());
  if (wait > 0) throw tooManyRefusals(wait);
}

/**
 * Takes one refusal of the viewer, or counts it for an entry of many.
 *
 * @returns what the client is told instead of its own faults where it was only counted
 */
export function countRefusal(exchange: Exchange, runtime: GateRuntime): PortcullisError | null {
  const wait = runtime.refusals.take(nameOf(exchange), 1, performance.now());
  // An intent without an end would be closed as UNKNOWN.
  if (wait === 0 || exchange.isIntended) return null;
  const { agency, kind: agencyKind, role, subject } = provided(exchange.identity, 'identity').viewer;
  const refused = tooManyRefusals(wait);
  runtime.auditLog.countRefused({ agency, agencyKind, role, subject }, refused.code, exchange.asOf);
  exchange.settled = true;
  return refused;
}

function nameOf({ identity }: Exchange): string {
  const { agency, subject } = provided(identity, 'identity').viewer;
  return `${agency} ${subject}`;
}

function tooManyRefusals(retryAfterSeconds: number): PortcullisError {
  return new PortcullisError('RATE_LIMITED', {
    message: 'Too many requests of this viewer were refused.',
    facts: { retryAfterSeconds },
    hint: 'Wait for the time named in Retry-After, and send what was not refused.',
  });
}
