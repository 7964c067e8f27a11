import { checkpointPublicKeys } from '../../auditlog/keys.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import { listLogs } from '../../auditlog/store/rows.js';
import { adoptHead, adoptNewLog } from '../../auditlog/writer/adopt.js';
import { badUserInput } from '../../schema/errors.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { Settings } from '../config.js';
import { openFoundation } from '../foundation.js';
import { openLog } from '../log.js';
import { logOpening } from '../logOpening.js';
import type { AuditAccess } from './audit.js';
import { readTrustedNotes } from './trustedHeads.js';

/** What an operator decides about logs that cannot be written on. */
export interface AuditAdoptOptions {
  /** Files with notes that are trusted; `-` is standard input. */
  readonly checkpoints: readonly string[];
  /** The log that goes on for those of this instance. */
  readonly newLog?: string | undefined;
  readonly operator: string;
  readonly json: boolean;
  readonly out: (line: string) => void;
}

/**
 * Adopts checkpoints for logs without a head file, or a new log for those that were forked.
 *
 * @throws PortcullisError as `adoptHead` and `adoptNewLog`; BAD_USER_INPUT unless one of the two is asked for
 */
export async function runAuditAdopt(settings: Settings, options: AuditAdoptOptions): Promise<void> {
  const { checkpoints, newLog, operator, json, out } = options;
  if (checkpoints.length > 0 === (newLog !== undefined)) {
    const hint = 'Name one of them: --checkpoint NOTE or --new-log ID.';
    throw badUserInput('It is not said what to adopt.', hint);
  }
  const logger = openLog(settings);
  const foundation = await openFoundation(settings, logger);
  const pool = openLogPool(foundation.databases.auditWriterUrl);
  const deployment = { pool, ...logOpening(foundation), log: logger, operator };
  try {
    if (newLog !== undefined) {
      const left = await adoptNewLog(deployment, { instance: settings.logId, successor: newLog });
      if (json) out(JSON.stringify({ log: newLog, continues: left }));
      else {
        for (const { log, committed, found } of left)
          out(`${log} is left: ${committed?.size ?? 'not known how many'} entries committed, ${found.size} found.`);
        out(`${newLog} goes on for ${settings.logId}: start with --log-id ${newLog}.`);
      }
      return;
    }
    const own = checkpointPublicKeys(foundation.keys);
    for (const head of readTrustedNotes(checkpoints, { given: [], own, option: '--checkpoint' })) {
      await adoptHead(deployment, head);
      const { log, size } = head;
      out(json ? JSON.stringify({ log, size }) : `${log} goes on behind the ${size} entries of ${head.name}.`);
    }
  } finally {
    await pool.close();
    await foundation.databases.release();
  }
}

/** Prints the newest checkpoint of one log, or of all, as notes: to be kept elsewhere. Exit code 1 where there is none. */
export async function runAuditCheckpoint(
  options: Pick<AuditAccess, 'pool'> & {
    readonly log?: string | undefined;
    readonly json: boolean;
    readonly out: (text: string) => void;
  },
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
