import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type OperationDefinitionNode, parse, printSchema } from 'graphql';
import { emptyBody } from '../auditlog/storeRecovery.js';
import type { AuditLog, EntryHeader } from '../auditlog/types.js';
import { codeOf } from '../gateway/clientErrors.js';
import { createKnownDocuments, type KnownDocuments } from '../gateway/documents/known.js';
import { createExchange, type Exchange, provided } from '../gateway/exchange.js';
import { plainAddress, toIncoming } from '../gateway/http/incoming.js';
import type { LocalKey } from '../gateway/identity/localIssuer.js';
import { noRevocations, revocationFile } from '../gateway/identity/revocation.js';
import { createTokenVerifier } from '../gateway/identity/tokens.js';
import { trustedIssuers } from '../gateway/identity/trust.js';
import { unauthenticated } from '../gateway/identity/unauthenticated.js';
import { checkDocument } from '../gateway/pipeline/document.js';
import { identify } from '../gateway/pipeline/identify.js';
import { purpose } from '../gateway/pipeline/purpose.js';
import { policyGate } from '../gateway/policyGate.js';
import type { Policy } from '../policy/policy.js';
import { readAccess } from '../schema/access.js';
import { PortcullisError } from '../schema/errors.js';
import { readPackageFile } from '../schema/files.js';
import type { Subgraph } from '../subgraphs/kit/createSubgraph.js';
import type { StandAlone } from '../subgraphs/kit/standAlone.js';
import type { SourceRequest } from '../subgraphs/kit/types.js';
import type { Settings } from './config.js';

/** Justifications of requests on their way, kept at most. */
const MAX_JUSTIFICATIONS = 10_000;

/** What a source needs to stand alone. */
export interface StandAloneParts {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly auditLog: AuditLog;
  readonly localKey: LocalKey;
}

/**
 * A source behind a router that is not ours: the stages of our pipeline that decide who may ask, run by the source
 * itself over its own schema. The router passes on the viewer's token and purpose headers; whoever is known and refused
 * leaves REFUSED in the source's own log.
 *
 * @throws Error in one line where a setting does not do
 */
export async function openStandAlone(subgraph: Subgraph, parts: StandAloneParts): Promise<StandAlone> {
  const { settings, policy, auditLog } = parts;
  const { schema, name } = subgraph;
  const { revocations } = settings;
  const access = readAccess(
    parse(`${readPackageFile('schema', `${name}.graphql`)}\n${readPackageFile('schema', 'shared.graphql')}`),
  );
  const gate = policyGate(policy, { access, sdl: '', hash: '' }, schema);
  const house = {
    policy,
    auditLog,
    tokens: createTokenVerifier({
      issuers: await trustedIssuers(settings, parts.localKey),
      policy,
      revocations: revocations === undefined ? noRevocations : revocationFile(revocations),
    }),
    known: createKnownDocuments(schema, settings, {
      schema,
      // The router asks for the schema when it starts; that shows nobody's data.
      needsPurpose: (document, operation) => !asksOnlyForSchema(operation) && gate.needsPurpose(document, operation),
    }),
  };
  const schemaHash = sha256(printSchema(schema));
  /** By request, from when it is known to when it is logged. */
  const justifications = new Map<string, string>();

  const admit = (exchange: Exchange, body: string): SourceRequest => {
    // Why never: a system runs registered documents only, and what a router sends are not the client's documents.
    if (provided(exchange.identity, 'identity').viewer.role === 'SYSTEM_CLIENT')
      throw new PortcullisError('PERSISTED_DOCUMENT_ID_REQUIRED');
    readOperation(exchange, body);
    parseUnknown(exchange, house.known, settings.maxTokens);
    checkDocument(exchange, house);
    purpose(exchange, house);
    const facts = provided(exchange.facts, 'facts');
    gate.checkInputs(provided(exchange.checked, 'checked document'), facts);
    const { requestId, justification } = exchange;
    if (justification !== undefined) justifications.set(requestId, justification);
    // One whose client hung up is not logged, and not asked for again.
    if (justifications.size > MAX_JUSTIFICATIONS) justifications.delete(justifications.keys().next().value as string);
    return { facts, requestId, policyVersion: policy.version, intent: 'READ', audience: name };
  };

  return {
    identify: async (request: IncomingMessage, body: string) => {
      const exchange = createExchange(toIncoming(request, { proxy: settings.behindProxy }));
      assertPeer(request, settings);
      await identify(exchange, house);
      try {
        return admit(exchange, body);
      } catch (error) {
        await logRefusal(auditLog, exchange, { policy, schemaHash, code: codeOf(error) });
        throw error;
      }
    },
    auditLog: {
      ...auditLog,
      append: async (entry) => {
        const justification = justifications.get(entry.header.requestId) ?? null;
        justifications.delete(entry.header.requestId);
        return await auditLog.append({ ...entry, body: { ...entry.body, justification } });
      },
    },
  };
}

function assertPeer(request: IncomingMessage, { behindProxy }: Settings): void {
  if (behindProxy === undefined || plainAddress(request.socket.remoteAddress) === behindProxy) return;
  throw unauthenticated('not the trusted proxy', 'NONE');
}

/** Puts the operation of a body on the exchange. */
function readOperation(exchange: Exchange, body: string): void {
  let text: unknown;
  let operationName: unknown;
  let variables: unknown;
  try {
    ({ query: text, operationName, variables } = JSON.parse(body) as Record<string, unknown>);
  } catch {
    throw new PortcullisError('REQUEST_MALFORMED');
  }
  if (typeof text !== 'string') throw new PortcullisError('REQUEST_MALFORMED');
  exchange.parameters = {
    query: text,
    ...(typeof operationName === 'string' ? { operationName } : {}),
    variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {},
    extensions: {},
  };
  exchange.text = text;
}

/** What is not known yet is parsed, under the limit of tokens. */
function parseUnknown(exchange: Exchange, known: KnownDocuments, maxTokens: number): void {
  const text = provided(exchange.text, 'text');
  const found = known.find(text, false);
  if (found) {
    exchange.known = found;
    return;
  }
  try {
    exchange.parsed = parse(text, { maxTokens });
  } catch (error) {
    throw new PortcullisError('GRAPHQL_PARSE_FAILED', { cause: error });
  }
}

function asksOnlyForSchema({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every(
    (selection) => selection.kind === 'Field' && ['_service', '__typename'].includes(selection.name.value),
  );
}

async function logRefusal(
  auditLog: AuditLog,
  exchange: Exchange,
  { policy, schemaHash, code }: { readonly policy: Policy; readonly schemaHash: string; readonly code: string },
): Promise<void> {
  const { viewer } = provided(exchange.identity, 'identity');
  const header: Omit<EntryHeader, 'version' | 'log'> = {
    kind: 'REFUSED',
    at: exchange.asOf,
    requestId: exchange.requestId,
    subject: viewer.subject,
    agency: viewer.agency,
    agencyKind: viewer.kind,
    role: viewer.role,
    purpose: exchange.facts?.purpose ?? null,
    policyVersion: policy.version,
    schemaHash,
    documentHash: null,
    operationName: null,
    code,
    durationMs: Math.round(performance.now() - exchange.startedAt),
  };
  try {
    await auditLog.append({ header, body: { ...emptyBody, errorCodes: [code] } });
  } catch (cause) {
    throw new PortcullisError('AUDIT_UNAVAILABLE', { cause });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
