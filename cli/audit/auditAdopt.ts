import { checkpointPublicKeys } from '../../auditlog/c2sp/checkpoint.js';
import { isLeft } from '../../auditlog/heads.js';
import { type AdoptOptions, adoptHead, adoptNewLog } from '../../auditlog/register/adopt.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import { listLogs } from '../../auditlog/store/rows.js';
import { badUserInput } from '../../schema/errors.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { logOpening } from '../logOpening.js';
import { type Output, print } from '../output/printLine.js';
import type { AuditAccess } from './audit.js';
import { readKeptHead, readTrustedNotes, type StatedHead } from './trustedHeads.js';

/** What an operator decides about logs that cannot be written on. */
export interface AuditAdoptOptions extends Output {
  /** Files with notes that are trusted; `-` is standard input. */
  readonly checkpoints: readonly string[];
  /** The log that goes on for those of this instance. */
  readonly newLog?: string | undefined;
  readonly operator: string;
}

/**
 * Adopts checkpoints for logs without a head file, or a new log for those that were forked.
 *
 * @throws PortcullisError as `adoptHead` and `adoptNewLog`; BAD_USER_INPUT unless one of the two is asked for
 */
export async function runAuditAdopt(settings: Settings, options: AuditAdoptOptions): Promise<void> {
  const { checkpoints, newLog, operator } = options;
  if (checkpoints.length > 0 === (newLog !== undefined)) {
    const hint = 'Name one of them: --checkpoint NOTE or --new-log ID.';
    throw badUserInput('It is not said what to adopt.', hint);
  }
  await withCommandContext(settings, async (context, logger) => {
    const pool = openLogPool(context.databases.auditWriterUrl);
    const deployment = { pool, ...logOpening(context), log: logger, operator };
    try {
      if (newLog !== undefined) {
        const left = await adoptNewLog(deployment, { instance: settings.logId, successor: newLog });
        print(options, { log: newLog, continues: left }, () => [
          ...left.map(
            ({ log, committed, found }) =>
              `${log} is left: ${committed?.size ?? 'not known how many'} entries committed, ${found.size} found.`,
          ),
          `${newLog} goes on for ${settings.logId}: start with --log-id ${newLog}.`,
        ]);
        return;
      }
      const own = checkpointPublicKeys(context.keys);
      const stated = readTrustedNotes(checkpoints, { given: [], own, option: '--checkpoint' });
      await adoptNotes(deployment, stated, ({ log, size, name, isAdopted }) =>
        print(options, { log, size, adopted: isAdopted }, () => [
          isAdopted
            ? `${log} goes on behind the ${size} entries of ${name}.`
            : `${log} stays as it is: it has its head file, or was left for another log.`,
        ]),
      );
    } finally {
      await pool.close();
    }
  });
}

/**
 * Adopts the newest head that is stated of each log whose head file is lost or cannot be read. Why the others are left: what an
 * operator keeps is one file with the notes of all logs.
 *
 * @param tell hears of each log, in order
 * @throws PortcullisError as `adoptHead`; BAD_USER_INPUT where no log that is stated lacks its head file
 */
export async function adoptNotes(
  deployment: AdoptOptions,
  stated: readonly StatedHead[],
  tell: (head: StatedHead & { readonly isAdopted: boolean }) => void,
): Promise<void> {
  const newest = new Map<string, StatedHead>();
  for (const head of stated.toSorted((a, b) => a.size - b.size)) newest.set(head.log, head);
  const { heads: dir } = deployment;
  const isKept = ({ log }: StatedHead): boolean => isLeft(dir, log) || readKeptHead(dir, log).trusted.length > 0;
  const heads = [...newest.values()].map((head) => ({ ...head, isAdopted: !isKept(head) }));
  // Where there is nothing to do at all, the first says why.
  const isIdle = heads.every(({ isAdopted }) => !isAdopted);
  for (const head of heads) {
    if (head.isAdopted || isIdle) await adoptHead(deployment, head);
    tell(head);
  }
}

/** Prints the newest checkpoint of one log, or of all, as notes: to be kept elsewhere. Exit code 1 where there is none. */
export async function runAuditCheckpoint(
  options: Pick<AuditAccess, 'pool'> & Output & { readonly log?: string | undefined },
): Promise<number> {
  const { pool, log: only, json, out } = options;
  const found = [];
  for (const log of only === undefined ? await listLogs(pool) : [only]) {
    const newest = await findNewestCheckpoint(pool, log);
    if (newest) found.push({ log, ...newest });
  }
  if (json) out(JSON.stringify({ checkpoints: found }));
  else if (found.length > 0)
    out(
      found
        .map(({ note }) => note)
        .join('\n')
        .trimEnd(),
    );
  return found.length > 0 ? 0 : 1;
}
