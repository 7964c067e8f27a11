import { isLeft } from '../../auditlog/heads.js';
import { type AdoptOptions, adoptHead, adoptNewLog } from '../../auditlog/register/adopt.js';
import { checkpointPublicKeys } from '../../auditlog/signing/keys.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import { listLogs } from '../../auditlog/store/rows.js';
import { badUserInput } from '../../schema/errors.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { logOpening } from '../logOpening.js';
import { type Output, print } from '../output/printLine.js';
import type { AuditAccess } from './access.js';
import { readKeptHead, readTrustedNotes, type StatedHead } from './trustedHeads.js';

/** An operator's decision about logs that cannot be written. */
export interface AuditAdoptOptions extends Output {
  /** Files of trusted notes; `-` is standard input. */
  readonly checkpoints: readonly string[];
  /** The log that follows those of this instance. */
  readonly newLog?: string | undefined;
  readonly operator: string;
}

/**
 * Adopts checkpoints for logs without a head file, or a new log for those that were forked.
 *
 * @throws PortcullisError as `adoptHead` and `adoptNewLog`; BAD_USER_INPUT unless exactly one of the two is given
 */
export async function runAuditAdopt(settings: Settings, options: AuditAdoptOptions): Promise<void> {
  const { checkpoints, newLog, operator } = options;
  if (checkpoints.length > 0 === (newLog !== undefined)) {
    throw badUserInput('What is to be adopted?', 'Give either --checkpoint NOTE or --new-log ID.');
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
              `${log} is closed for good: ${committed?.size ?? 'an unknown number of'} entries committed, ${found.size} found.`,
          ),
          `${newLog} follows ${settings.logId}: start with --log-id ${newLog}.`,
        ]);
        return;
      }
      const own = checkpointPublicKeys(context.keys);
      const stated = readTrustedNotes(checkpoints, { given: [], own, option: '--checkpoint' });
      await adoptNotes(deployment, stated, ({ log, size, name, isAdopted }) =>
        print(options, { log, size, adopted: isAdopted }, () => [
          isAdopted
            ? `${log} continues after the ${size} entries of ${name}.`
            : `${log} is unchanged: it has its head file, or another log follows it.`,
        ]),
      );
    } finally {
      await pool.close();
    }
  });
}

/**
 * Adopts the newest stated head of each log whose head file is lost or unreadable. Why other logs are skipped: operators
 * keep one file with the notes of all logs.
 *
 * @param report called for each log, in order
 * @throws PortcullisError as `adoptHead`; BAD_USER_INPUT where no stated log lacks its head file
 */
export async function adoptNotes(
  deployment: AdoptOptions,
  stated: readonly StatedHead[],
  report: (head: StatedHead & { readonly isAdopted: boolean }) => void,
): Promise<void> {
  const newest = new Map<string, StatedHead>();
  for (const head of stated.toSorted((a, b) => a.size - b.size)) newest.set(head.log, head);
  const { heads: dir } = deployment;
  const isKept = ({ log }: StatedHead): boolean => isLeft(dir, log) || readKeptHead(dir, log).trusted.length > 0;
  const heads = [...newest.values()].map((head) => ({ ...head, isAdopted: !isKept(head) }));
  // Where no head can be adopted, adopting the first says why.
  const isIdle = heads.every(({ isAdopted }) => !isAdopted);
  for (const head of heads) {
    if (head.isAdopted || isIdle) await adoptHead(deployment, head);
    report(head);
  }
}

/** Prints the newest checkpoint of one log, or of all, as notes to keep elsewhere. Exit code 1 where there is none. */
export async function runAuditCheckpoint(
  options: Pick<AuditAccess, 'pool'> & Output & { readonly log?: string | undefined },
): Promise<number> {
  const { pool, log: only, json, out } = options;
  const found = [];
  for (const log of only === undefined ? await listLogs(pool) : [only]) {
    const newest = await findNewestCheckpoint(pool, log);
    if (newest) found.push({ log, ...newest });
  }
  const notes = found.map(({ note }) => note).join('\n');
  print({ json, out }, { checkpoints: found }, () => (found.length > 0 ? [notes.trimEnd()] : []));
  return found.length > 0 ? 0 : 1;
}
