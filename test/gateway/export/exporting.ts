import { randomUUID } from 'node:crypto';
import { afterEach } from '@jest/globals';
import type { AuditLog, NewEntry } from '../../../auditlog/types.js';
import type { ExportBytes } from '../../../gateway/export/formats/verification/verified.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import {
  type Asker,
  openTestDeployment,
  type TestDeployment,
  type TestDeploymentOptions,
} from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/** A case reference in the form of an agency. */
export function exampleCase(agency: string): string {
  return loadPolicy().agencies[agency]?.caseReference.example ?? '';
}

/** An investigator of a case, who may export in the product's policy. */
export const investigator: Asker = {
  agency: 'DE-POLICE',
  role: 'INVESTIGATOR',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: exampleCase('DE-POLICE'),
};

/** Stands between a gateway and its log: what was appended, and what happens at an append. */
export interface WatchedLog {
  readonly entries: NewEntry[];
  readonly watch: (log: AuditLog) => AuditLog;
  /** Called before each append; what it returns is waited for. */
  before: (entry: NewEntry) => Promise<void> | void;
  kinds(): readonly string[];
  reset(): void;
}

/** A log that is watched. */
function watchedLog(): WatchedLog {
  const watched: WatchedLog = {
    entries: [],
    before: () => undefined,
    watch: (log) => ({
      ...log,
      logId: log.logId,
      append: async (entry) => {
        await watched.before(entry);
        const receipt = await log.append(entry);
        watched.entries.push(entry);
        return receipt;
      },
      countRefused: (...refused) => log.countRefused(...refused),
      writable: () => log.writable(),
      close: () => log.close(),
    }),
    kinds: () => watched.entries.map(({ header }) => header.kind),
    reset: () => {
      watched.entries.length = 0;
      watched.before = () => undefined;
    },
  };
  return watched;
}

/** The demonstration with a log that is watched. */
export async function openWatched(options: TestDeploymentOptions = {}) {
  const log = watchedLog();
  return { log, deployment: await openTestDeployment({ demo: true, watchLog: log.watch, ...options }) };
}

/** The same, until the tests of a file have ended. */
export async function openExports(options: TestDeploymentOptions = {}) {
  const { log, deployment } = await openWatched(options);
  closedAfter(deployment);
  afterEach(() => log.reset());
  return { log, deployment };
}

/** Fails as a log that cannot be written, from the n-th entry of a kind on. */
export function breakFrom(log: WatchedLog, kind: string, from: number): void {
  let seen = 0;
  let isBroken = false;
  log.before = ({ header }) => {
    if (header.kind === kind) isBroken ||= seen++ >= from;
    if (isBroken) throw new PortcullisError('AUDIT_UNAVAILABLE');
  };
}

/** Holds back the n-th EXPORT_PART until `go` is called; `reached` resolves once it waits. */
export function holdPart(log: WatchedLog, part: number) {
  let go: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  log.before = async ({ header }) => {
    if (header.kind !== 'EXPORT_PART' || !header.requestId.endsWith(`/${part}`)) return;
    arrive();
    await gate;
  };
  return { reached, go: () => go() };
}

/** POSTs an export. */
export async function postExport(
  deployment: TestDeployment,
  by: Asker,
  query: string,
  more: { readonly variables?: object; readonly headers?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const own = by.subject === undefined ? { subject: `s-${randomUUID()}` } : {};
  return await fetch(deployment.url.replace('/graphql', '/export'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(await deployment.headersOf({ ...by, ...own })),
      ...more.headers,
    },
    body: JSON.stringify({ query, variables: more.variables ?? {} }),
    ...(more.signal ? { signal: more.signal } : {}),
  });
}

/** All bytes of a response until it ends, and whether it ended as a whole one. */
export async function takeAll(response: Response): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of response.body ?? []) pieces.push(piece as Uint8Array);
    return { bytes: Buffer.concat(pieces), isCut: false };
  } catch {
    return { bytes: Buffer.concat(pieces), isCut: true };
  }
}

/** A file in memory, as verification reads it. */
export function fileOf(bytes: Uint8Array): ExportBytes {
  return {
    size: bytes.length,
    read: async function* (from, to) {
      yield bytes.subarray(from, to);
    },
  };
}

/** The lines of JSON Lines that are whole. */
// biome-ignore lint/suspicious/noExplicitAny: lines are looked into at every depth
export function linesOf(bytes: Buffer): readonly any[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
