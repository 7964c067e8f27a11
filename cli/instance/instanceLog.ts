import { readFileSync } from 'node:fs';
import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { Cosigner } from '../../auditlog/cosigning/cosigner.js';
import { isLogOf } from '../../auditlog/logIds.js';
import { answersWithin } from '../../auditlog/opening/connection.js';
import { listLeasedLogs } from '../../auditlog/store/cosigned.js';
import { openAuditLog } from '../../auditlog/writer/openLog.js';
import type { WrittenLog } from '../../auditlog/writer/writtenLog.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { Settings } from '../config.js';
import { logOpening } from '../logOpening.js';
import { readTrustFile } from '../settings/trustFile.js';
import { waitingOf } from '../waiting.js';
import { openEnumerations } from './enumerations.js';
import type { Naming, Serving } from './serving.js';

/** A process that writes the log of its answers itself. */
export function writingItself<Process extends Naming>(naming: Process): Process & Serving {
  return { ...naming, openAuditLog: (schema) => openInstanceLog(naming, schema) };
}

/**
 * The audit log of this instance, open for writing; with it, enumerations are logged.
 *
 * @param schema that the instance serves, as text
 * @throws Error in one line for an unusable trust file
 */
export async function openInstanceLog(naming: Naming, schema: string): Promise<WrittenLog> {
  const { settings, context, log, lifecycle, register, meters } = naming;
  const trust = readWitnesses(settings);
  const pool = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  lifecycle.add('audit pool', () => pool.close());
  meters?.pool('log', pool);
  const watching = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  lifecycle.add('audit watch', () => watching.close());
  const { logId } = settings;
  const watch = { db: watching };
  const waiting = waitingOf(settings, (line) => log.warn(line), lifecycle.ending);
  // Why apart: a log is named once, however often it is tried to be opened.
  const named = await waitOut(() => register.opened(logId), waiting);
  const opening = logOpening(context, schema, settings, named);
  const opened = await waitOut(
    () => openAuditLog({ pool, logId, ...opening, log, watch, closesUnsent: true, observer: meters?.written }),
    waiting,
  );
  const areKeysReachable = () => answersWithin(context.keys.store, settings.deadlineMs / 5);
  const auditLog = { ...opened, areLogsWhole: () => register.isWhole(), areKeysReachable };
  lifecycle.add('audit log', () => auditLog.close());
  openEnumerations(naming, auditLog, schema);
  meters?.writer(() => auditLog.head().size);
  if (!trust) return auditLog;
  const cosigner = new Cosigner({
    db: watching,
    keys: context.keys,
    trust,
    reporter: log,
    log: logId,
    others: async () => (await listLeasedLogs(watching)).filter((other) => other !== logId && isLogOf(logId, other)),
    halt: (error) => auditLog.halt(error),
  });
  lifecycle.add('cosigner', () => cosigner.close());
  meters?.witnessed(() => cosigner.witnessedAt());
  return { ...auditLog, isWitnessed: () => cosigner.isWitnessed() };
}

/**
 * The witnesses that cosign; null for none.
 *
 * @throws Error in one line where they are required and not named, or can never form a quorum
 */
export function readWitnesses({ witnesses, witnessRequired }: Settings): TrustFile | null {
  if (witnesses === undefined) {
    if (witnessRequired) throw new Error('--witness-required needs --witnesses FILE.');
    return null;
  }
  const trust = readTrustFile(readFileSync(witnesses, 'utf8'), witnesses);
  const reachable = trust.witnesses.filter(({ url }) => url !== null).map(({ name }) => name);
  if (reachable.length === 0 || !trust.isQuorum(new Set(reachable)))
    throw new Error(`${witnesses}: the witnesses with a URL are no quorum.`);
  return trust;
}
