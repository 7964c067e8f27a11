import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse, printSchema } from 'graphql';
import { liftLiterals } from '../../auditlog/lift.js';
import type { AuditLog, EntryBody, EntryHeader, Receipt } from '../../auditlog/types.js';
import { PortcullisError } from '../../schema/errors.js';
import type { Subgraph } from './createSubgraph.js';
import type { SourceAnswer, SourceCall } from './execute.js';
import type { WithheldLine } from './report.js';
import type { SourceRequest } from './types.js';

/** How a source stands without our gateway: by the viewer's own credentials, and with a log of its own. */
export interface StandAlone {
  /** Who asks, from the viewer's token and purpose headers, which the router passes on. Throws as the gateway does. */
  identify(request: IncomingMessage, body: string): Promise<SourceRequest> | SourceRequest;
  readonly auditLog: AuditLog;
}

/**
 * Answers one operation and logs its outcome, durable before it leaves: without an entry there is no data.
 * The manifest and the precise rules stay in the log; the client gets coarse reasons and the receipt.
 */
export async function answerAlone(subgraph: Subgraph, call: SourceCall, { auditLog }: StandAlone): Promise<object> {
  const startedAt = performance.now();
  const answer = await subgraph.execute(call);
  const durationMs = Math.round(performance.now() - startedAt);
  let receipt: Receipt;
  try {
    receipt = await auditLog.append({
      header: headerOf(subgraph, call, answer, durationMs),
      body: bodyOf(subgraph, call, answer, durationMs),
    });
  } catch {
    throw new PortcullisError('AUDIT_UNAVAILABLE');
  }
  const withheld = (answer.extensions?.withheld ?? []).map(({ rule: _rule, path, ...line }) => ({
    path: path.join('.'),
    ...line,
  }));
  return { ...answer, extensions: { withheld, audit: receipt, requestId: call.session.requestId } };
}

function headerOf(
  subgraph: Subgraph,
  call: SourceCall,
  answer: SourceAnswer,
  durationMs: number,
): Omit<EntryHeader, 'version' | 'log'> {
  const { facts, requestId, policyVersion } = call.session;
  const failed = (answer.errors ?? []).map(({ extensions }) => String(extensions.code));
  return {
    kind: answer.data === undefined ? 'REFUSED' : 'OUTCOME',
    at: facts.asOf,
    requestId,
    subject: facts.viewer.subject,
    agency: facts.viewer.agency,
    agencyKind: facts.viewer.kind,
    role: facts.viewer.role,
    purpose: facts.purpose ?? null,
    policyVersion,
    schemaHash: schemaHashOf(subgraph),
    // Why neither: what a router sends is no registered document, and its words and hash would stand in clear. The log
    // hashes the lifted document itself.
    documentHash: null,
    operationName: null,
    code: answer.data === undefined ? (failed[0] ?? 'INTERNAL') : failed.length > 0 ? 'PARTIAL' : 'OK',
    durationMs,
  };
}

function bodyOf(subgraph: Subgraph, call: SourceCall, answer: SourceAnswer, durationMs: number): EntryBody {
  const lifted = lift(call.query);
  return {
    document: lifted?.text ?? null,
    literals: lifted?.literals ?? [],
    variables: call.variables ?? null,
    caseReference: call.session.facts.caseReference ?? null,
    justification: null,
    disclosed: answer.extensions?.manifest.disclosed ?? [],
    withheld: (answer.extensions?.withheld ?? []).map(toLogged),
    sources: [
      {
        name: subgraph.name,
        result: answer.data === undefined ? 'ERROR' : 'OK',
        durationMs,
        manifest: answer.extensions ? 'present' : 'absent',
      },
    ],
    errorCodes: (answer.errors ?? []).map(({ extensions }) => String(extensions.code)),
  };
}

function toLogged({ path, category, effect, reason, rule, count }: WithheldLine) {
  return { path: path.join('.'), category, effect, reason, rule, count };
}

function lift(query: string) {
  try {
    return liftLiterals(parse(query));
  } catch {
    return null;
  }
}

const schemaHashes = new WeakMap<Subgraph, string>();

function schemaHashOf(subgraph: Subgraph): string {
  const known = schemaHashes.get(subgraph) ?? createHash('sha256').update(printSchema(subgraph.schema)).digest('hex');
  schemaHashes.set(subgraph, known);
  return known;
}
