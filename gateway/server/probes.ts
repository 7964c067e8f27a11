import type { FastifyInstance } from 'fastify';
import type { AuditLog } from '../../auditlog/types.js';
import { oneAtATime } from '../../storage/pool/oneAtATime.js';
import type { GatewaySettings } from '../settings.js';

/** Something that must be in order before requests are sent here. */
export interface ReadinessCheck {
  readonly name: 'database' | 'audit' | 'supergraph' | 'witnesses' | 'logs' | 'keys' | 'limits';
  isReady(): Promise<boolean>;
  /** Where true, a failure is reported, and requests are still accepted. */
  readonly isInformative?: boolean;
}

/** What the probes say. */
export interface ProbeOptions {
  readonly checks: readonly ReadinessCheck[];
  readonly isStopping: () => boolean;
  readonly deadlineMs: number;
}

/** What a server that writes a log checks. */
export interface Checked {
  readonly auditLog: AuditLog;
  /** True where the database answers. */
  readonly isDatabaseReady?: (() => Promise<boolean>) | undefined;
  /** True where the limits of trials, and shared budgets, can be counted. */
  readonly areLimitsReachable?: (() => Promise<boolean>) | undefined;
}

/** Its checks: the database, the log, the limits. */
export function checksOf(
  { auditLog, isDatabaseReady, areLimitsReachable }: Checked,
  { witnessRequired }: Pick<GatewaySettings, 'witnessRequired'>,
): readonly ReadinessCheck[] {
  const { isWitnessed, areLogsWhole, areKeysReachable } = auditLog;
  const checks: ReadinessCheck[] = isDatabaseReady ? [{ name: 'database', isReady: isDatabaseReady }] : [];
  checks.push({ name: 'audit', isReady: async () => await auditLog.writable() });
  if (areLogsWhole) checks.push({ name: 'logs', isReady: async () => areLogsWhole(), isInformative: true });
  if (areKeysReachable) checks.push({ name: 'keys', isReady: areKeysReachable, isInformative: true });
  if (isWitnessed)
    checks.push({ name: 'witnesses', isReady: async () => isWitnessed(), isInformative: !witnessRequired });
  // Reported only: answers that they limit say so, and everything else is served.
  if (areLimitsReachable) checks.push({ name: 'limits', isReady: areLimitsReachable, isInformative: true });
  return checks;
}

/**
 * Adds `/livez` (the process answers) and `/readyz` (it could serve). No data in either: they need no token.
 *
 * @param deadlineMs of a request; a check gets a fifth of it
 */
export function addProbes(app: FastifyInstance, { checks, isStopping, deadlineMs }: ProbeOptions): void {
  app.get('/livez', async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  const checkOne = async (check: ReadinessCheck) => {
    if (await passes(check, deadlineMs / 5)) return [check.name, 'ok'] as const;
    return [check.name, check.isInformative ? 'degraded' : 'failed'] as const;
  };
  // Why: one check asks on the connection that writes the log, and anyone may ask for it.
  const checkAll = oneAtATime(() => Promise.all(checks.map(checkOne)));
  app.get('/readyz', async (_request, reply) => {
    const results = await checkAll();
    const found = new Set<string>(results.map(([, result]) => result));
    const ready = !isStopping() && !found.has('failed');
    const status = !ready ? 'unavailable' : found.has('degraded') ? 'degraded' : 'ok';
    return await reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, checks: Object.fromEntries(results) });
  });
}

async function passes(check: ReadinessCheck, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([check.isReady(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
