import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Logger } from 'pino';
import { isKeyTaken } from '../auditlog/pending.js';
import { openAuditLog } from '../auditlog/store.js';
import type { EntryBody } from '../auditlog/types.js';
import type { RecordRun } from '../ingest/recordedRun.js';
import { PortcullisError } from '../schema/errors.js';
import { readPackageFile } from '../schema/files.js';
import { openLogPool } from '../storage/logPool.js';
import type { Settings } from './config.js';
import type { Foundation } from './foundation.js';

/** Milliseconds that one command waits for another that is just writing. */
const leaseWaitMs = 30_000;

/** Log of what operators bring in and take away: `main.ingest` beside the gateway's `main`. */
export function ingestLogId({ logId }: Pick<Settings, 'logId'>): string {
  return `${logId}.ingest`;
}

/**
 * Who runs this command: what the operator states, or the user of the system, e.g. `root@host`.
 *
 * @throws BAD_USER_INPUT for a name that names nobody
 */
export function operatorOf(stated: string | undefined): string {
  if (stated === undefined) return systemUser();
  const name = stated.trim();
  if (/[\p{L}\p{N}]/u.test(name)) return name;
  throw new PortcullisError('BAD_USER_INPUT', {
    message: '--operator names nobody.',
    facts: { hint: 'Leave it out: then the user of the system is named.' },
  });
}

/** The user of the system, whom a command cannot state: `root@host`; its number where it has no name, as in a container. */
function systemUser(): string {
  let name: string;
  try {
    name = userInfo().username;
  } catch {
    name = `uid-${process.getuid?.() ?? 'unknown'}`;
  }
  return `${name}@${hostname()}`;
}

/** What an operator did, for the audit log. */
export interface OperatorAct {
  /** A name as GraphQL has them: the log keeps no other. */
  readonly act: 'ingest' | 'purge' | 'history' | 'export' | 'quarantineShow' | 'quarantineExport';
  /** Run or job id. */
  readonly id: string;
  /** `OK`, or the registry code that ended it. */
  readonly code: string;
  readonly operator: string;
  readonly originator: string | null;
  readonly startedAt: string;
  /** What auditors may read of it: counts, files, hashes. Never a value of a record. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Writes an act to the audit log of ingest; resolves when it is durable. */
export type RecordAct = (act: OperatorAct) => Promise<void>;

/**
 * Appends under the first of `id`, `id.2`, `id.3` ... that the log has no entry of.
 *
 * Why: a run has several entries where a database refuses records late, or where it was stopped between its entry and
 * the note of it and begins again. The log takes one a request id, and would refuse the others, and with them the run.
 */
async function appendUnderFreeId(id: string, append: (requestId: string) => Promise<unknown>): Promise<void> {
  for (let time = 1; ; time += 1) {
    try {
      await append(time === 1 ? id : `${id}.${time}`);
      return;
    } catch (error) {
      if (!isKeyTaken(error) || time === mostEntries) throw error;
    }
  }
}

/** Entries of one act. */
const mostEntries = 1000;

/**
 * Builds the writer of this deployment's ingest log. It is opened for each entry and let go at once, so that commands
 * that run side by side take turns.
 */
export function createRecordAct(settings: Settings, foundation: Foundation, log: Logger): RecordAct {
  const { databases, keys, policy } = foundation;
  return async (act) => {
    const pool = openLogPool(databases.auditWriterUrl);
    try {
      const auditLog = await openAuditLog({ pool, logId: ingestLogId(settings), keys, log, leaseWaitMs });
      try {
        const append = async (requestId: string) =>
          await auditLog.append({
            header: {
              kind: 'INGEST',
              at: new Date().toISOString(),
              requestId,
              subject: act.operator,
              agency: act.originator,
              agencyKind: (act.originator && policy.agencies[act.originator]?.kind) || null,
              role: null,
              purpose: null,
              policyVersion: policy.version,
              schemaHash: createHash('sha256').update(readPackageFile('schema', 'supergraph.graphql')).digest('hex'),
              documentHash: null,
              operationName: act.act,
              code: act.code,
              durationMs: Math.max(0, Date.now() - Date.parse(act.startedAt)),
            },
            body: { ...emptyBody, variables: { ...act.facts, systemUser: systemUser() } },
          });
        await appendUnderFreeId(act.id, append);
      } finally {
        await auditLog.close();
      }
    } finally {
      await pool.close();
    }
  };
}

/** Writes runs of ingest as acts. */
export function createRecordRun(recordAct: RecordAct): RecordRun {
  return async ({ run, outcome, operator, originator, startedAt, ...facts }) =>
    await recordAct({
      act: 'ingest',
      id: run,
      code: outcome === 'ROLLED_BACK' ? 'INGEST_ROLLED_BACK' : 'OK',
      operator,
      originator,
      startedAt,
      facts: { run, outcome, ...facts },
    });
}

const emptyBody: EntryBody = {
  document: null,
  literals: [],
  variables: null,
  caseReference: null,
  justification: null,
  disclosed: [],
  withheld: [],
  sources: [],
  errorCodes: [],
};
