import { notLogged } from '../../auditlog/forked.js';
import type { Receipt } from '../../auditlog/types.js';
import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { codeOf } from '../http/clientErrors.js';
import type { HttpReply } from '../http/reply.js';
import { auditOutcome, entryOfExchange } from '../pipeline/auditOutcome.js';
import type { ExportFormat, ExportWriter } from './formats/format.js';
import type { ExportFormatName } from './formats/index.js';
import { openWriter } from './formats/openWriter.js';
import type { PageDocument } from './pageDocument.js';
import type { PageReader, ReadPage } from './readPages.js';
import type { CompiledRows } from './rows/compileRows.js';

/** A page whose entry is durable: its bytes may leave. */
export interface LoggedPage extends ReadPage {
  readonly receipt: Receipt;
}

/** An export of which the first page was read and logged. */
export interface BegunExport {
  readonly runtime: Runtime;
  readonly name: ExportFormatName;
  readonly format: ExportFormat;
  readonly page: PageDocument;
  readonly rows: CompiledRows;
  readonly pages: PageReader;
  readonly first: LoggedPage;
  readonly isCurrent: () => boolean;
  /** Gives the viewer's place back. */
  readonly release: () => void;
}

const note = 'Rows are as of the reading of their page.';

/** The reply of an export: its bytes are made as the client takes them. */
export function writeExport(whole: Exchange, begun: BegunExport): HttpReply {
  const { format, rows } = begun;
  const time = whole.asOf.replace(/[-:]|\.\d+/g, '');
  return {
    status: 200,
    headers: {
      'content-type': format.mediaType,
      'content-disposition': `attachment; filename="${rows.rootField}-${time}.${format.extension}"`,
      'export-id': whole.requestId,
    },
    body: [],
    pieces: write(whole, begun),
  };
}

/*
 * Invariants: the entry that names a page is durable before a byte of the page leaves; the end is in the log before the file
 * says that it is whole; nothing is read before the client has taken what was read.
 */
async function* write(whole: Exchange, begun: BegunExport): AsyncGenerator<Uint8Array> {
  const { runtime, format, name, release } = begun;
  const limit = setTimeout(() => whole.abort('EXPORT_TIMED_OUT'), runtime.settings.exportLimitMs);
  let failure: unknown;
  try {
    const file = openWriter(format.bodyOf(headerOf(whole, begun)));
    yield* writePages(whole, begun, file);
    yield* file.finish();
    whole.exported = { ...whole.exported, format: name, ...file.digest() };
    await auditOutcome(whole, runtime, { kind: 'OUTCOME', code: 'OK', errorCodes: [] });
    yield* file.end(provided(whole.receipt, 'receipt'));
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    clearTimeout(limit);
    release();
    if (!whole.settled) await abandon(whole, runtime, failure ?? new PortcullisError('CLIENT_CLOSED'));
  }
}

async function* writePages(whole: Exchange, begun: BegunExport, file: ExportWriter): AsyncGenerator<Uint8Array> {
  const { runtime, pages, isCurrent, name } = begun;
  let left = { parts: 0, rows: 0 };
  let page = begun.first;
  for (;;) {
    if (whole.signal.aborted) throw whole.signal.reason;
    const { rows, withheld, exchange, next, receipt } = page;
    yield* file.page(rows, { readAt: exchange.asOf, receipt, withheld });
    left = { parts: left.parts + 1, rows: left.rows + rows.length };
    whole.exported = { format: name, ...left };
    if (next === null) return;
    if (!isCurrent()) throw new PortcullisError('POLICY_CHANGED');
    page = await logPart(whole, runtime, await pages.read(next), left.parts);
  }
}

/**
 * Logs whom a page discloses, and waits until that is durable.
 *
 * @param part its place in the file, from 0
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED: then nothing of the page may leave
 */
export async function logPart(
  { requestId, exported }: Exchange,
  runtime: Runtime,
  page: ReadPage,
  part: number,
): Promise<LoggedPage> {
  const { exchange, rows } = page;
  const { format } = provided(exported, 'export');
  const named = { ...exchange, requestId: `${requestId}/${part}`, exported: { format, part, rows: rows.length } };
  try {
    const outcome = { kind: 'EXPORT_PART', code: 'OK', errorCodes: [] } as const;
    return { ...page, receipt: await runtime.auditLog.append(entryOfExchange(named, runtime, outcome)) };
  } catch (cause) {
    throw notLogged(cause);
  }
}

/**
 * Logs that a file ends before its end. Where the log does not take that either, the intent stays open, and the next start
 * closes it as UNKNOWN.
 */
async function abandon(whole: Exchange, runtime: Runtime, failure: unknown): Promise<void> {
  const code = codeOf(whole.signal.aborted ? whole.signal.reason : failure);
  whole.code = code;
  try {
    await auditOutcome(whole, runtime, { kind: 'ABORTED', code, errorCodes: [code] });
  } catch {
    runtime.log.error({ requestId: whole.requestId, code }, 'the log could not say that an export was aborted');
  }
}

function headerOf(whole: Exchange, { runtime, rows, page }: BegunExport) {
  const { viewer, purpose, caseReference } = provided(whole.facts, 'facts');
  return {
    ...{ export: whole.requestId, asOf: whole.asOf, note },
    policyVersion: runtime.policy.version,
    schemaHash: runtime.supergraph.hash,
    documentHash: provided(whole.documentHash ?? undefined, 'document hash'),
    agency: viewer.agency,
    agencyKind: viewer.kind,
    purpose: purpose ?? null,
    caseReference: caseReference ?? null,
    pageSize: page.pageSize,
    rootField: rows.rootField,
    root: rows.root,
  };
}
