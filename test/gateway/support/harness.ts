import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  type LocalClaims,
  type LocalKey,
  mintLocalToken,
  openLocalKey,
} from '../../../gateway/identity/localIssuer.js';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../../gateway/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { harbourSdl, type TestSource, testSource } from './harbour.js';
import { type MemoryLog, memoryLog } from './memoryLog.js';

export interface Harness extends RunningGateway {
  readonly log: MemoryLog;
  /** The local issuer's key, for tokens that it would not mint. */
  readonly key: LocalKey;
  readonly sources: { readonly ships: TestSource; readonly berths: TestSource };
  /** Undoes what a test broke. */
  restore(): void;
  /** Log lines, parsed. */
  readonly lines: Record<string, unknown>[];
  token(claims?: Partial<LocalClaims>): Promise<string>;
  /** POSTs an operation; the answer with its status and headers. */
  ask(query: string, options?: AskOptions): Promise<Asked>;
}

export interface AskOptions {
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
  readonly documentId?: string;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
  readonly claims?: Partial<LocalClaims>;
  readonly signal?: AbortSignal;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
  readonly body: any;
}

/** A gateway over the harbour on a free port, with a log in memory. */
export async function startHarness(options: Partial<GatewayOptions> = {}): Promise<Harness> {
  const key = await openLocalKey(await mkdtemp(join(tmpdir(), 'portcullis-keys-')));
  const log = memoryLog();
  const lines: Record<string, unknown>[] = [];
  const sources = { ships: testSource('ships'), berths: testSource('berths') };
  const gateway = await startGateway({
    supergraphSdl: harbourSdl,
    policy: loadPolicy(),
    clientOf: (name) => sources[name as keyof typeof sources],
    auditLog: log,
    localKey: key,
    permissive: true,
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    ...options,
    settings: { port: 0, ...options.settings },
  });
  const token = async (claims: Partial<LocalClaims> = {}): Promise<string> =>
    await mintLocalToken(
      { agency: 'NL-CUSTOMS', role: 'ANALYST', subject: 'tester', clearance: 'PUBLIC', ttlSeconds: 60, ...claims },
      key,
    );
  return {
    ...gateway,
    log,
    lines,
    key,
    restore: () => {
      log.broken = false;
      for (const source of Object.values(sources)) source.answer = async (_operation, real) => await real();
    },
    sources,
    token,
    ask: async (query, { headers, claims, signal, ...body } = {}) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          authorization: `Bearer ${await token(claims)}`,
          'query-purpose': 'CUSTOMS_CONTROL',
          ...headers,
        },
        body: JSON.stringify({ query, ...body }),
        ...(signal ? { signal } : {}),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
    },
  };
}
