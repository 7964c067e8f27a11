import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import type { AuditLog, EntryBody, StatedHeader } from '../../../auditlog/types.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openLimitStore } from '../../../storage/limits/limitStore.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { createAuditModule } from '../../../subgraphs/audit/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { sealProbe } from '../../../subgraphs/kit/session/probe.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openLog, openPool, testHeads } from '../../auditlog/support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { createTestDatabase } from '../../support/postgres.js';
import { type Asker, requestOf } from '../askers.js';

export type { Asker };

/* Who asks, in short: an AUDITOR unless said otherwise. */
export const dutchAuditor: Asker = { agency: 'NL-CUSTOMS', purpose: 'DATA_PROTECTION_AUDIT' };
export const germanAuditor: Asker = { agency: 'DE-POLICE', purpose: 'DATA_PROTECTION_AUDIT' };
export const supervisor: Asker = { agency: 'EU-SUPERVISOR', purpose: 'DATA_PROTECTION_AUDIT' };
export const dutchSupervisor: Asker = { agency: 'NL-SUPERVISOR', purpose: 'DATA_PROTECTION_AUDIT' };
export const internalAudit: Asker = { agency: 'EU-INTERNAL-AUDIT', purpose: 'DATA_PROTECTION_AUDIT' };
export const dutchAnalyst: Asker = { agency: 'NL-CUSTOMS', role: 'ANALYST', purpose: 'RISK_ANALYSIS' };
export const dutchOfficer: Asker = { agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' };

/** The audit source over a log of its own. */
export interface AuditSource {
  readonly admin: pg.Pool;
  readonly limitsUrl: string;
  readonly keysUrl: string;
  append(header: Partial<StatedHeader>, body?: Partial<EntryBody>): Promise<number>;
  /** Appends many at once. */
  appendAll(
    entries: readonly { readonly header: Partial<StatedHeader>; readonly body?: Partial<EntryBody> }[],
  ): Promise<void>;
  /** A probe that another source sealed for the asker, in the request that `ask` makes or another. */
  seal(asker: Asker, values: unknown, requestId?: string): string;
  /** Appends an entry to another log, which is opened and closed for it. */
  appendTo(logId: string, header: Partial<StatedHeader>): Promise<void>;
  /** Signs a checkpoint over all that was appended, by closing the log: nothing can be appended behind it. */
  checkpoint(): Promise<void>;
  ask(asker: Asker, query: string, variables?: Readonly<Record<string, unknown>>): Promise<SourceAnswer>;
  /** Originators of the rows that have left the database since the last call. */
  takeOriginators(): readonly string[];
  /** How many tokens were looked for by each statement since the last call that looked for some. */
  takeTokenCounts(): readonly number[];
  close(): Promise<void>;
}

export async function openAudit(
  keys: Parameters<typeof createAuditModule>[0]['keys'] = auditKeys,
): Promise<AuditSource> {
  const policy = loadPolicy();
  const testDatabase = await createTestDatabase({ sources: ['audit'] });
  const pool = openPool(testDatabase.auditWriterUrl);
  const admin = openPool(testDatabase.adminUrl);
  // A database of its own has heads of its own.
  const heads = join(testHeads(), randomBytes(4).toString('hex'));
  const options = { logId: 'main', heads, checkpointEveryMs: 60_000 };
  const log: AuditLog = await openLog(pool, options);
  const database = openDatabase(testDatabase.url('audit'), { source: 'audit', max: 2 });
  const originators: string[] = [];
  const tokenCounts: number[] = [];
  const watched: SourceDatabase = {
    timeoutMs: database.timeoutMs,
    get statements() {
      return database.statements;
    },
    async rows(statement, sent) {
      // Each is 18 bytes, with its month.
      for (const value of (sent?.values?.filter as readonly unknown[] | undefined) ?? [])
        if (Buffer.isBuffer(value)) tokenCounts.push(value.length / 18);
      const rows = await database.rows(statement, sent);
      originators.push(...rows.flatMap((row) => (row as { env_originator?: string }).env_originator ?? []));
      return rows;
    },
    close: () => database.close(),
  };
  const limits = openLimitStore(testDatabase.limitsUrl);
  const kitKeys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const errors: unknown[] = [];
  const subgraph = createSubgraph(
    createAuditModule({ keys: { ...keys, store: keyStoreBeside(testDatabase.auditKeysUrl) }, limits }),
    {
      policy,
      database: watched,
      keys: kitKeys,
      log: { error: (...said: unknown[]) => errors.push(said) },
    },
  );
  const session = (asker: Asker) => {
    const request = requestOf({ role: 'AUDITOR', ...asker }, 'audit', policy);
    return { ...request, facts: { ...request.facts, asOf: '2026-11-26T10:00:00.000Z' } };
  };
  return {
    admin,
    limitsUrl: testDatabase.limitsUrl,
    keysUrl: testDatabase.auditKeysUrl,
    append: async (header, body) => {
      // Each at an instant of its own: lists are by time.
      await new Promise((resolve) => setTimeout(resolve, 3));
      return (await log.append({ header: sampleHeader(header), body: sampleBody(body) })).index;
    },
    appendAll: async (entries) => {
      await Promise.all(
        entries.map(({ header, body }) => log.append({ header: sampleHeader(header), body: sampleBody(body) })),
      );
    },
    seal: (asker, values, requestId = session(asker).requestId) =>
      sealProbe(kitKeys.probe, { ...session(asker), requestId }, values),
    appendTo: async (logId, header) => {
      const other = await openLog(pool, { ...options, logId });
      await other.append({ header: sampleHeader(header), body: sampleBody() });
      await other.close();
    },
    checkpoint: () => log.close(),
    ask: (asker, query, variables = {}) => subgraph.execute({ query, variables, session: session(asker) }),
    takeOriginators: () => originators.splice(0),
    takeTokenCounts: () => tokenCounts.splice(0),
    close: async () => {
      await log.close();
      await limits.close();
      await database.close();
      await pool.end();
      await admin.end();
      await testDatabase.close();
    },
  };
}

/** Runs what a test does over a log of its own. */
export async function withAudit<Result>(
  work: (source: AuditSource) => Promise<Result>,
  keys?: Parameters<typeof openAudit>[0],
): Promise<Result> {
  const source = await openAudit(keys);
  return await work(source).finally(() => source.close());
}
