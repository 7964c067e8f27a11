import { entryOf } from '../../auditlog/entry/entryOf.js';
import type { AuditLog } from '../../auditlog/types.js';
import { enterEnumerations, type FoundEnumeration, sweepLimits } from '../../storage/limits/enumerations.js';
import { createLimitKeys } from '../../storage/limits/limitKeys.js';
import { openDatabase } from '../../storage/pool/database.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { explain } from '../explain.js';
import { logOpening } from '../logOpening.js';
import type { Opening } from './serving.js';

/** Time between two looks for enumerations, ms. */
const lookMs = 5_000;

/** Looks between two sweeps: an hour. */
const looksASweep = 720;

/**
 * Logs enumerations while this process writes the log: names of which an agency tries many dates of birth. Within seconds, once each,
 * whichever process found it. Also sweeps expired limits.
 *
 * @param schema that the instance serves, as text
 */
export function openEnumerations(
  { context, log, lifecycle }: Pick<Opening, 'context' | 'log' | 'lifecycle'>,
  auditLog: Pick<AuditLog, 'append'>,
  schema: string,
  everyMs = lookMs,
): void {
  const { schemaHash } = logOpening(context, schema).opening;
  const { databases, keys } = context;
  const database = openDatabase(databases.limitsUrl, { source: 'limits', max: 1 });
  const entries = openLogPool(databases.auditWriterUrl);
  const limitKeys = createLimitKeys(keys.probe);
  const enter = async (found: FoundEnumeration): Promise<void> => {
    // Why: a process may have been killed between its entry and the note of it.
    const { rows } = await entries.query({
      text: `select from audit.entry where kind = 'ENUMERATION' and request_id = $1 and at >= cast($2 as timestamptz) - interval '1 hour' limit 1`,
      values: [found.id, found.foundAt],
    });
    if (rows.length === 0) await auditLog.append(toEntry(found, context, schemaHash));
  };
  let looks = 0;
  let isWarned = false;
  let running = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      await enterEnumerations(database, limitKeys, enter);
      if (looks % looksASweep === 0) await sweepLimits(database, new Date());
      looks += 1;
      isWarned = false;
    } catch (error) {
      // Why once: an outage lasts many looks.
      if (!isWarned) log.warn(`enumerations cannot be written to the audit log now: ${explain(error)}`);
      isWarned = true;
    }
  };
  let isDone = true;
  const timer = setInterval(() => {
    if (!isDone) return;
    isDone = false;
    running = run().finally(() => {
      isDone = true;
    });
  }, everyMs);
  timer.unref();
  lifecycle.add('enumerations', async () => {
    clearInterval(timer);
    await running;
    await Promise.all([database.close(), entries.close()]);
  });
}

function toEntry(
  { id, agency, name, dates, askers }: FoundEnumeration,
  { policy }: Opening['context'],
  schemaHash: string,
) {
  const header = {
    kind: 'ENUMERATION',
    at: new Date().toISOString(),
    requestId: id,
    agency,
    agencyKind: policy.agencies[agency]?.kind ?? null,
    policyVersion: policy.version,
    schemaHash,
    code: 'OK',
  } as const;
  return entryOf(header, { enumeration: { name, dates, askers } });
}
