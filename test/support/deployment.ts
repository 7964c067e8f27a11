import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import type { VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { createLogFiles } from '../../auditlog/files/logFiles.js';
import type { AuditKeys } from '../../auditlog/keys.js';
import type { AuditLog, NewEntry } from '../../auditlog/types.js';
import { openAuditLog } from '../../auditlog/writer/openLog.js';
import { exportsOf } from '../../cli/serve/exportsOf.js';
import {
  createDocumentRepository,
  type DocumentRepository,
  openRegister,
} from '../../gateway/documents/register/repository.js';
import { httpClient } from '../../gateway/execution/transport/http/httpClient.js';
import { signWith } from '../../gateway/execution/transport/http/signWith.js';
import { inProcessClient } from '../../gateway/execution/transport/inProcess.js';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import { type LocalKey, mintLocalToken, openLocalKey } from '../../gateway/identity/localIssuer.js';
import { type GatewayOptions, startGateway } from '../../gateway/index.js';
import type { GatewaySettings } from '../../gateway/settings.js';
import type { IngestDatabases } from '../../ingest/databases.js';
import { deliverInvented } from '../../ingest/demo/deliver.js';
import type { SourceRecord } from '../../ingest/records/record.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { Policy } from '../../policy/policy.js';
import type { Purpose, Role } from '../../policy/types.js';
import { readPackageFile } from '../../schema/files.js';
import { forEachRecordSource, type SourceName, sourceNames } from '../../schema/sources.js';
import { createMissingKeys, type Keys, openKeys } from '../../storage/keys/keys.js';
import { type LimitStore, openLimitStore } from '../../storage/limits/limitStore.js';
import { openDatabase } from '../../storage/pool/database.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { SourceDatabase } from '../../storage/types.js';
import { createAssertOfRequest } from '../../subgraphs/audit/requests/ofRequest.js';
import { subgraphs as makeSubgraph } from '../../subgraphs/index.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { createLimits } from '../../subgraphs/kit/limits/limits.js';
import { type ServedSubgraph, serveSubgraph } from '../../subgraphs/kit/serve/serve.js';
import type { Tracer } from '../../subgraphs/kit/tracing/span.js';
import { temporaryDataDirectory } from './command.js';
import { createDemoDatabase, demoLinkKey } from './demo.js';
import { postJson } from './load.js';
import { createTestDatabase } from './postgres.js';

/** Who asks the test deployment, and for what. */
export interface Asker {
  readonly agency: string;
  readonly role?: Role;
  readonly subject?: string;
  /** `client_id` of the token. */
  readonly client?: string;
  readonly purpose: Purpose;
  readonly caseReference?: string;
  readonly justification?: string;
}

export interface DeploymentAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

/** The whole deployment over HTTP on a database of its own: six sources, gateway, log. */
export interface TestDeployment {
  ask(asker: Asker, query: string, variables?: object): Promise<DeploymentAnswer>;
  /** Asks with another `Authorization` than a token of the deployment. */
  askAs(authorization: string, query: string): Promise<DeploymentAnswer>;
  /** Writes records as ingest would. */
  load(records: readonly SourceRecord[], sourceOf: (kind: string) => string): Promise<void>;
  /** SQL statements of all sources so far. */
  statements(): number;
  /** What the operator was warned of so far: lines of the log. */
  readonly warnings: readonly string[];
  readonly databases: IngestDatabases;
  /** The register of documents. */
  readonly documents: DocumentRepository;
  /** A superuser of its database. */
  readonly adminUrl: string;
  /** The gateway's. */
  readonly url: string;
  readonly linkKey: Uint8Array;
  /** What further sources over the same data are opened with. */
  readonly parts: {
    readonly keys: Keys & Pick<AuditKeys, 'store'>;
    readonly localKey: LocalKey;
    readonly limits: LimitStore;
    readonly limitsUrl: string;
    readonly auditWriterUrl: string;
    url(source: SourceName): string;
  };
  /** Has another policy decide every later request. */
  decideBy(policy: Policy): Promise<void>;
  /** What the asker sends: token, purpose, case. */
  headersOf(asker: Asker): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** How a test deployment differs from the usual one. */
export interface TestDeploymentOptions {
  /** Whether each source answers over HTTP, by the gateway's assertion, and not by reference. */
  readonly apart?: boolean;
  /** Whether the demonstration is in it; empty by default. */
  readonly demo?: boolean;
  /** The same references in every run; a key of its own by default. */
  readonly linkKey?: Uint8Array;
  /** The product's by default. */
  readonly policy?: Policy;
  readonly settings?: Partial<GatewaySettings>;
  /** What else its gateway offers: the console, signing in to it; who watches it. */
  readonly offers?: (localKey: LocalKey) => Pick<GatewayOptions, 'consoleFolder' | 'signIn' | 'observer'>;
  /** Keys of witnesses, who read the files of its log. */
  readonly readers?: readonly VerifierKey[];
  /** Stands between a source and its database. */
  readonly watch?: (source: SourceName, database: SourceDatabase) => SourceDatabase;
  /** Records spans of the gateway, and where they are apart of each source. */
  readonly tracers?: { readonly gateway: Tracer; readonly sources: Tracer };
  /** Stands between the gateway and the log. */
  readonly watchLog?: (log: AuditLog) => AuditLog;
}

/** Has each entry noted before it is appended: a `watchLog`. */
export const noting =
  (entries: NewEntry[]) =>
  (log: AuditLog): AuditLog => ({
    ...log,
    append: (entry) => {
      entries.push(entry);
      return log.append(entry);
    },
  });

/** Opens the deployment. */
export async function openTestDeployment(options: TestDeploymentOptions = {}): Promise<TestDeployment> {
  const { demo = false, linkKey = demo ? demoLinkKey : undefined } = options;
  const database = demo ? await createDemoDatabase() : await createTestDatabase();
  const folder = temporaryDataDirectory('portcullis deployment ');
  createMissingKeys(folder.path);
  const made = await openKeys(folder.path);
  const store = openLogPool(database.auditKeysUrl);
  const keys = { ...made, ...(linkKey ? { link: linkKey } : {}), store };
  const policy = options.policy ?? loadPolicy();
  const warnings: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
  const pool = openLogPool(database.auditWriterUrl);
  const auditLog = await openAuditLog({
    pool,
    logId: `test-${randomBytes(4).toString('hex')}`,
    keys,
    heads: join(folder.path, 'heads'),
    opening: { policyVersion: policy.version, schemaHash: '' },
    log,
  });
  const opened: SourceDatabase[] = [];
  const { limitsUrl, auditWriterUrl } = database;
  const limitStore = openLimitStore(limitsUrl);
  const subgraphs: Subgraph[] = [];
  for (const name of sourceNames) {
    const own = openDatabase(database.url(name), { source: name });
    opened.push(own);
    const limits = createLimits(limitStore);
    const watched = options.watch?.(name, own) ?? own;
    subgraphs.push(makeSubgraph[name]({ policy, database: watched, keys, limits }, keys));
  }
  const sources = options.apart ? await apart(subgraphs, options.tracers?.sources) : together(subgraphs);
  const asks = openDatabase(auditWriterUrl, { source: 'audit', max: 1 });
  const localKey = await openLocalKey(folder.path);
  const register = openRegister(database.gatewayUrl);
  const documents = createDocumentRepository(register);
  const gateway = await startGateway({
    documents,
    // Tests ask as one viewer, as fast as they can.
    settings: { port: 0, objectsPerMinute: 0, agencyObjectsPerMinute: 0, refusalsPerMinute: 0, ...options.settings },
    supergraphSdl: readPackageFile('schema', 'supergraph.graphql'),
    policy,
    clientOf: (name) => sources.clients.get(name) as SourceClient,
    auditLog: options.watchLog?.(auditLog) ?? auditLog,
    assertOfRequest: createAssertOfRequest(asks, keys),
    localKey,
    log,
    exports: exportsOf(pool, keys),
    tracer: options.tracers?.gateway,
    ...options.offers?.(localKey),
    logFiles: { files: createLogFiles(pool), readers: options.readers ?? [] },
  });
  const write = (source: SourceName) => openDatabase(database.ingestUrl, { source });
  const databases: IngestDatabases = { ...forEachRecordSource(write), ingest: write('cargo') };
  const headersOf: TestDeployment['headersOf'] = async (asker) => {
    const { agency, client, role = 'ANALYST', subject = 'test-staff' } = asker;
    const { purpose, caseReference, justification } = asker;
    const clearance = policy.agencies[agency]?.clearance ?? 'PUBLIC';
    const stated = { agency, role, subject, clearance, ttlSeconds: 60, ...(client ? { client } : {}) };
    const token = await mintLocalToken(stated, localKey);
    return {
      authorization: `Bearer ${token}`,
      'query-purpose': purpose,
      ...(caseReference ? { 'case-reference': caseReference } : {}),
      ...(justification ? { 'query-justification': justification } : {}),
    };
  };
  const post = async (headers: Record<string, string>, query: string, variables: object): Promise<DeploymentAnswer> => {
    const response = await postJson(gateway.url, headers, { query, variables });
    return { status: response.status, body: await response.json() };
  };
  return {
    databases,
    adminUrl: database.adminUrl,
    url: gateway.url,
    warnings,
    documents,
    linkKey: keys.link,
    parts: { keys, localKey, limits: limitStore, limitsUrl, auditWriterUrl, url: (source) => database.url(source) },
    headersOf,
    decideBy: async (next) => (await gateway.prepare({ policy: next }))(),
    askAs: async (authorization, query) => await post({ authorization }, query, {}),
    statements: () => opened.reduce((sum, { statements }) => sum + statements, 0),
    ask: async (asker, query, variables = {}) => await post(await headersOf(asker), query, variables),
    load: async (records, sourceOf) => {
      for (const source of new Set(records.map(({ kind }) => sourceOf(kind)))) {
        const own = records.filter(({ kind }) => sourceOf(kind) === source);
        await deliverInvented({ source, name: 'test', records: own }, { databases, policy, linkKey: keys.link });
      }
    },
    close: async () => {
      await gateway.close();
      await sources.close();
      await auditLog.close();
      await register.close();
      await asks.close();
      await pool.close();
      await store.close();
      await limitStore.close();
      for (const each of [...opened, ...Object.values(databases)]) await each.close();
      await database.close();
      folder.remove();
    },
  };
}

interface TestSources {
  readonly clients: ReadonlyMap<string, SourceClient>;
  close(): Promise<void>;
}

function together(subgraphs: readonly Subgraph[]): TestSources {
  return {
    clients: new Map(subgraphs.map((subgraph) => [subgraph.name, inProcessClient(subgraph)])),
    close: async () => undefined,
  };
}

async function apart(subgraphs: readonly Subgraph[], tracer: Tracer | undefined): Promise<TestSources> {
  const clients = new Map<string, SourceClient>();
  const served: ServedSubgraph[] = [];
  for (const subgraph of subgraphs) {
    const key = randomBytes(32);
    const { url, close } = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key, tracer });
    served.push({ url, close });
    clients.set(subgraph.name, httpClient({ url, sign: signWith(key), maxBytes: 64 << 20 }));
  }
  return {
    clients,
    close: async () => {
      await Promise.all(served.map((one) => one.close()));
    },
  };
}
