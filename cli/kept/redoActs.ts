import type { Logger } from 'pino';
import { redoTaking } from '../../auditlog/retention/redo.js';
import { writeSpan } from '../../auditlog/spans.js';
import { vacuumEntries } from '../../auditlog/store/retention/expire.js';
import { erasingId } from '../../auditlog/verification/acts/erasures.js';
import { findHolds } from '../../auditlog/verification/acts/holds.js';
import { bodyKeys } from '../../auditlog/verification/checkEntry.js';
import {
  createDocumentRepository,
  type DocumentRepository,
  openRegister,
} from '../../gateway/documents/register/repository.js';
import { purge } from '../../ingest/purging/purge.js';
import { isOvertaken } from '../../ingest/restoring/overtaken.js';
import { tightenAgain } from '../../ingest/restoring/tightenAgain.js';
import { withdrawAgain } from '../../ingest/restoring/withdrawAgain.js';
import { propagateSubjects } from '../../ingest/subjects/propagateSubjects.js';
import type { Act } from '../../storage/acts/act.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openIngestDatabases } from '../ingest/demonstration.js';
import { createRecordPurge } from '../ingest/purge.js';
import type { Disposition, OperatorLog } from '../operatorLog/operatorAct.js';
import { exceptHeld, toSpans } from './exceptHeld.js';

/** How many acts of each kind were done again. */
export type RedoneCounts = Readonly<Partial<Record<Act['kind'], number>>>;

/** What doing acts again needs: the restored deployment, and a log of operators that does not list them anew. */
export interface Redoing {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly log: Logger;
  readonly operator: string;
  readonly operatorLog: OperatorLog;
}

/**
 * Does again, in order, what was taken away after a backup, and tells what follows from it. Each act may be repeated: after a kill,
 * all of it is done once more.
 */
export async function redoActs(redoing: Redoing, acts: Iterable<Act>): Promise<RedoneCounts> {
  const { settings, context, operatorLog, operator } = redoing;
  const { databases: urls, keys, policy } = context;
  const ingest = openIngestDatabases(context);
  const db = openLogPool(urls.adminUrl('audit'), settings.logTimeoutMs);
  const store = openLogPool(urls.adminUrl('audit_keys'), settings.logTimeoutMs);
  const register = openRegister(urls.gatewayUrl);
  const counts: Partial<Record<Act['kind'], number>> = {};
  const log = { db, store, keys: bodyKeys(keys), operatorLog };
  const redo = async (act: Act): Promise<unknown> => {
    switch (act.kind) {
      case 'ERASE':
      case 'EXPIRE':
        return await takeAgain(log, act);
      case 'HOLD':
      case 'RELEASE':
        return await holdAgain(log, act);
      case 'PURGE': {
        const { asOf, quarantineDays } = act;
        const record = createRecordPurge(operatorLog);
        const days = quarantineDays === null ? {} : { quarantineDays };
        return await purge({ databases: ingest.databases, operator, record, asOf, ...days });
      }
      case 'REVOKE':
        return await revokeAgain(createDocumentRepository(register), act);
      case 'WITHDRAW':
        if (await isOvertaken(ingest.databases, act)) return false;
        return await withdrawAgain(ingest.databases, act);
      case 'TIGHTEN':
        if (await isOvertaken(ingest.databases, act)) return false;
        return await tightenAgain(ingest.databases, policy, act);
    }
  };
  try {
    for (const act of exceptHeld(acts)) {
      if ((await redo(act)) === false) continue;
      counts[act.kind] = (counts[act.kind] ?? 0) + 1;
    }
    // A person whose category became a witness's is told to those who hold a link to it.
    await propagateSubjects({ databases: ingest.databases, policy });
    // Dead rows would still contain what expired.
    if (counts.ERASE || counts.EXPIRE) await vacuumEntries(db);
    return counts;
  } finally {
    await Promise.all([ingest.close(), db.close(), store.close(), register.close()]);
  }
}

type LogParts = Pick<Parameters<typeof redoTaking>[0], 'db' | 'store' | 'keys'> & Pick<Redoing, 'operatorLog'>;

async function takeAgain(
  { operatorLog, ...log }: LogParts,
  act: Extract<Act, { spans: unknown }> & { readonly kind: 'ERASE' | 'EXPIRE' },
): Promise<void> {
  const { kind, spans, secret } = act;
  const disposition = secret as unknown as Disposition;
  await redoTaking({
    ...{ ...log, log: act.log, kind, spans: toSpans(spans) },
    append: async (rest) => {
      if (kind === 'EXPIRE') await operatorLog.dispose({ ...disposition, spans: rest.map(writeSpan) });
      else
        await operatorLog.dispose(
          ...rest.map((span) => {
            return { ...disposition, id: erasingId(act.log, span), facts: { ...disposition.facts, ...span } };
          }),
        );
    },
  });
}

/** A document that was registered again since is in use. */
async function revokeAgain(
  repository: DocumentRepository,
  { agency, documentId, at }: Extract<Act, { kind: 'REVOKE' }>,
): Promise<void> {
  const document = await repository.get(agency, documentId);
  if (document && document.registeredAt < at) await repository.revoke(agency, documentId, at);
}

/** A hold that the restored log does not know, or its end. */
async function holdAgain({ db, keys, operatorLog }: LogParts, act: Extract<Act, { spans: unknown }>): Promise<void> {
  const { holds } = await findHolds(db, act.log, keys);
  const isThere = holds.some(({ act: held, released }) =>
    [held, released].some((each) => each?.header.requestId === act.id),
  );
  if (!isThere) await operatorLog.dispose(act.secret as unknown as Disposition);
}
