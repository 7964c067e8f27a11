import { badUserInput } from '../../schema/errors.js';
import type { NamedLog } from '../entry/named.js';
import { isForked } from '../forked.js';
import { type Head, leaveFor, listHeads, openHeadFile } from '../heads.js';
import { isLogOf, registerLogId } from '../logIds.js';
import { isLeaseFree } from '../opening/lease.js';
import { type LeftLog, toNamed } from '../opening/opening.js';
import { readFoundHead } from '../opening/range.js';
import { checkStart } from '../opening/start.js';
import { listLogs } from '../store/rows.js';
import { readSize } from '../store/tree.js';
import { type AuditLogOptions, openAuditLog } from '../writer/openLog.js';
import { unavailable } from '../writer/pending.js';
import { ensureNamed } from './ensureNamed.js';
import { assertExtends } from './extends.js';
import { readNamed } from './statement.js';

/** What an adoption needs, and who decides it. */
export type AdoptOptions = Pick<AuditLogOptions, 'pool' | 'keys' | 'heads' | 'opening' | 'log'> & {
  readonly operator: string;
};

/**
 * Makes a signed head the committed one of a log whose head file is lost, or never existed. The log must extend it: every entry
 * is hashed anew, and those beyond must open. Its next entry, OPENED, names the head and the operator.
 *
 * @param head from a note that the log's key signed; see `openCheckpoint`
 * @throws PortcullisError BAD_USER_INPUT if the head file exists; AUDIT_FORKED if the log does not extend the head
 */
export async function adoptHead(options: AdoptOptions, head: Head): Promise<void> {
  const { operator, ...opening } = options;
  if (readKept(options.heads, head.log)) {
    throw badUserInput(`The log ${head.log} has its head file.`, 'There is nothing to adopt: start what writes it.');
  }
  const log = await openAuditLog({ ...opening, logId: head.log, adoption: { operator, adopted: head } });
  await log.close();
}

/**
 * Leaves the logs of an instance, at least one of which was forked, for a new one. They are never written again; the first entry
 * of the new one names both heads of each: what was committed, and what was found.
 *
 * @param instance whose logs are left: its own, its workers' and its operators'
 * @returns the logs that were left
 * @throws PortcullisError BAD_USER_INPUT if all of them are whole, or the new one has entries; AUDIT_UNAVAILABLE if one is
 *   being written
 */
export async function adoptNewLog(
  options: AdoptOptions,
  { instance, successor }: { readonly instance: string; readonly successor: string },
): Promise<readonly LeftLog[]> {
  const { operator, ...opening } = options;
  const { pool, heads } = options;
  if ((await readSize(pool, successor)) > 0 || readKept(heads, successor))
    throw badUserInput(`There is a log ${successor} already.`, 'Name another.');
  const named = await readNamed(pool, registerLogId(instance)).catch(noneWhereForked);
  const known = new Set([...listHeads(heads), ...(await listLogs(pool)), ...named.keys()]);
  const logs = [...known].filter((log) => isLogOf(instance, log)).sort();
  const examined: (LeftLog & { readonly isWhole: boolean })[] = [];
  for (const log of logs) examined.push(await examine(options, log, named.get(log)));
  if (examined.every(({ isWhole }) => isWhole)) {
    throw badUserInput(`No log of ${instance} was forked.`, 'They are what was committed: start what writes them.');
  }
  const continues = examined.map(({ isWhole: _isWhole, ...left }) => left);
  // First: if the process is killed here, the same command does the rest.
  for (const log of new Set([instance, ...logs])) leaveFor(heads, log, successor);
  const left = continues.flatMap(toLeft);
  await ensureNamed(successor, { ...opening, instance: successor, left, waitMs: 0 });
  await (await openAuditLog({ ...opening, logId: successor, adoption: { operator, continues } })).close();
  return continues;
}

/** Both heads of a log, and whether they fit. */
async function examine(
  options: AdoptOptions,
  log: string,
  named: Head | undefined,
): Promise<LeftLog & { readonly isWhole: boolean }> {
  const { pool, keys, heads } = options;
  if (!(await isLeaseFree(pool, log))) throw unavailable(`The log ${log} is being written: stop what writes it.`);
  const committed = readKept(heads, log);
  const found = toNamed(await readFoundHead(pool, log));
  const both = { log, committed: committed && toNamed(committed), found };
  try {
    await checkStart(pool, { log, committed, keys });
    if (named) await assertExtends(pool, named);
    return { ...both, isWhole: true };
  } catch (error) {
    if (!isForked(error)) throw error;
    return { ...both, isWhole: false };
  }
}

/** A left log as the next register names it, for other instances too; none if no head of it is known. */
function toLeft({ log, committed, found }: LeftLog): readonly NamedLog[] {
  const { size, root } = committed ?? found;
  return root === null ? [] : [{ log, state: 'LEFT', size, root: Buffer.from(root, 'hex') }];
}

/** A register whose last entry was changed names nothing; it is examined with the others. */
function noneWhereForked(error: unknown): ReadonlyMap<string, Head> {
  if (!isForked(error)) throw error;
  return new Map();
}

/** The head of the file; null if there is none, or it is damaged. */
function readKept(heads: string, log: string): Head | null {
  try {
    return openHeadFile(heads, log).read();
  } catch (error) {
    if (!isForked(error)) throw error;
    return null;
  }
}
