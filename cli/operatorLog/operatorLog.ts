import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { entryOf } from '../../auditlog/entry/entryOf.js';
import { operatorLogId } from '../../auditlog/logIds.js';
import { ensureNamed } from '../../auditlog/register/ensureNamed.js';
import { writeSpan } from '../../auditlog/spans.js';
import { holdIntent, releaseIntent } from '../../auditlog/store/intent.js';
import type { LogClient, LogPool } from '../../auditlog/store/pool.js';
import type { EntryKind } from '../../auditlog/types.js';
import { openAuditLog } from '../../auditlog/writer/openLog.js';
import { isKeyTaken, unavailable } from '../../auditlog/writer/pending.js';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { readPackageFile } from '../../schema/files.js';
import type { Act } from '../../storage/acts/act.js';
import { type ActList, openActList } from '../../storage/acts/actList.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { logOpening } from '../logOpening.js';
import { systemUser } from '../operator.js';
import { countActs } from './countActs.js';
import {
  type Change,
  type Disposition,
  dispositionKinds,
  type Ended,
  type Look,
  lookKinds,
  type OperatorAct,
  type OperatorLog,
} from './operatorAct.js';

/** How long a command waits for another that is writing, in limits of a statement of the log. */
const LIMITS_WAITED = 6;

/** Most entries of one act. */
const mostEntries = 1000;

/** Acts that are listed together. Each has up to 2000 ids. */
const actsAtOnce = 50;

type Entered = OperatorAct<string> & Pick<Disposition, 'spans' | 'caseReference'>;
type End = Pick<Ended<unknown>, 'facts' | 'code'>;
type Append = (kind: EntryKind, act: Entered, requestId: string, end?: End) => Promise<unknown>;

/**
 * The log of this deployment's operators, `main.cli` beside the gateway's `main`. It is opened for each entry and closed
 * at once, so that concurrent commands take turns however long they run. What takes something away is also on the list of acts,
 * before it begins.
 *
 * @param kept where these acts are listed; null where they are done again after a restore, and are listed already
 */
export function createOperatorLog(
  settings: Settings,
  context: CommandContext,
  log: Logger,
  kept: Pick<ActList, 'append'> | null = openActList(context.headsDirectory, context.keys.link),
): OperatorLog {
  const logId = operatorLogId(settings.logId);
  const opening = logOpening(context, undefined, settings);
  const leaseWaitMs = settings.logTimeoutMs * LIMITS_WAITED;
  const writing = async (pool: LogPool, write: (append: Append) => Promise<unknown>): Promise<void> => {
    const named = { pool, instance: settings.logId, ...opening, log, waitMs: leaseWaitMs };
    await ensureNamed(logId, named);
    const auditLog = await openAuditLog({ pool, logId, ...opening, log, leaseWaitMs });
    try {
      await write((kind, act, id, end = {}) => auditLog.append(entryOfAct(context, kind, act, id, end)));
    } finally {
      await auditLog.close();
    }
  };
  const withPool = async <T>(work: (pool: LogPool) => Promise<T>): Promise<T> => {
    const pool = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
    try {
      return await work(pool);
    } finally {
      await pool.close();
    }
  };
  return {
    look: (...acts: readonly Look[]) =>
      withPool((pool) =>
        writing(pool, (append) =>
          Promise.all(
            acts.map((act) =>
              underFreeId(act.id, (id) =>
                append(lookKinds[act.act], act, id, act.code === undefined ? {} : { code: act.code }),
              ),
            ),
          ),
        ),
      ),
    perform: <T>(act: Change, work: () => Promise<Ended<T>>) =>
      withPool(async (pool) => {
        const holder = await pool.connect().catch((error) => {
          throw unavailable('The database cannot be reached.', error);
        });
        try {
          const requestId = await underFreeId(act.id, (id) =>
            holding(holder, logId, id, () => writing(pool, (append) => append('INTENT', act, id))),
          );
          const outcome = (end: End) => writing(pool, (append) => append('OUTCOME', act, requestId, end));
          const listed = async () => {
            if (act.takes && kept) await keep(act.takes, kept);
            const ended = await work();
            if (act.takes && kept) await countActs(context, log);
            return ended;
          };
          return await ending(listed, outcome, log);
        } finally {
          // Why destroyed: closing the connection releases the hold on the INTENT.
          holder.release(true);
        }
      }),
    dispose: async (...acts: readonly Disposition[]) => {
      // Why first: the entries may be disposed of as soon as this resolves.
      await kept?.append(acts.map(listedDisposition));
      await withPool((pool) =>
        writing(pool, (append) =>
          Promise.all(acts.map((act) => once(() => append(dispositionKinds[act.act], act, act.id)))),
        ),
      );
      if (kept) await countActs(context, log);
    },
  };
}

/** Lists what a change takes away, in parts: a run may take back a million records. */
async function keep(takes: NonNullable<Change['takes']>, list: Pick<ActList, 'append'>): Promise<void> {
  let part: Act[] = [];
  for await (const act of takes) {
    if (part.push(act) < actsAtOnce) continue;
    await list.append(part);
    part = [];
  }
  if (part.length > 0) await list.append(part);
}

function listedDisposition(act: Disposition): Act {
  const { log, from, to } = act.facts;
  const spans = act.spans ?? (act.act === 'erase' ? [writeSpan({ from: Number(from), to: Number(to) })] : []);
  const kind: 'ERASE' | 'EXPIRE' | 'HOLD' | 'RELEASE' = dispositionKinds[act.act];
  return { kind, log: String(log), id: act.id, spans, secret: { ...act } } as Act;
}

/** Appends an entry unless its id has one. */
async function once(append: () => Promise<unknown>): Promise<void> {
  try {
    await append();
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
  }
}

/** Does the work, and logs how it ended. */
async function ending<T>(work: () => Promise<Ended<T>>, outcome: (end: End) => Promise<void>, log: Logger): Promise<T> {
  let ended: Ended<T>;
  try {
    ended = await work();
  } catch (error) {
    const code = isPortcullisError(error) ? error.code : 'INTERNAL';
    // Why only a warning: the operator must see the first error.
    await outcome({ code }).catch((cause) =>
      log.warn({ err: cause }, 'a failure could not be written to the audit log'),
    );
    throw error;
  }
  await outcome(ended).catch((cause) => {
    throw new PortcullisError('AUDIT_UNAVAILABLE', {
      message: 'It was done, but its outcome could not be written to the audit log; its intent is there.',
      cause,
    });
  });
  return ended.value;
}

/** Marks an INTENT as being worked on before it can be seen. */
async function holding(holder: LogClient, logId: string, requestId: string, append: () => Promise<void>) {
  await holdIntent(holder, logId, requestId);
  try {
    await append();
  } catch (error) {
    await releaseIntent(holder, logId, requestId).catch(() => undefined);
    throw error;
  }
}

/**
 * Appends under the first of `id`, `id.2`, `id.3` ... that is free, and returns it.
 *
 * Why: a run that was stopped between its entry and the record of it starts again and has several entries, and the log
 * takes one for each request id.
 */
async function underFreeId(id: string, append: (requestId: string) => Promise<unknown>): Promise<string> {
  for (let time = 1; ; time += 1) {
    const requestId = time === 1 ? id : `${id}.${time}`;
    try {
      await append(requestId);
      return requestId;
    } catch (error) {
      if (!isKeyTaken(error) || time === mostEntries) throw error;
    }
  }
}

function entryOfAct(
  { policy }: CommandContext,
  kind: EntryKind,
  act: Entered,
  requestId: string,
  { facts, code = 'OK' }: End,
) {
  const { operator, originator } = act;
  return entryOf(
    {
      kind,
      at: new Date().toISOString(),
      requestId,
      subject: operator,
      agency: originator,
      agencyKind: (originator && policy.agencies[originator]?.kind) || null,
      policyVersion: policy.version,
      schemaHash: createHash('sha256').update(readPackageFile('schema', 'supergraph.graphql')).digest('hex'),
      operationName: act.act,
      documentHash: act.documentHash ?? null,
      ...(act.spans ? { spans: act.spans } : {}),
      code,
      durationMs: Math.max(0, Date.now() - Date.parse(act.startedAt)),
    },
    {
      variables: { ...act.facts, ...facts, systemUser: systemUser() },
      caseReference: act.caseReference ?? null,
      // Why not again: the INTENT has named them.
      disclosed: kind === 'OUTCOME' ? [] : (act.disclosed ?? []),
      errorCodes: code === 'OK' ? [] : [code],
    },
  );
}
