import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Stated } from '../../../auditlog/entry/body/members.js';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { CellLine } from '../manifest/cells.js';
import type { WithheldLine } from '../manifest/withheldLook.js';
import { searchesOf } from '../matching/certified.js';
import type { SourceRequest } from '../request.js';
import type { SourceFixtures } from '../session/fixtures.js';
import { createSession, type KitSession } from '../session/session.js';
import type { Span } from '../tracing/span.js';
import { structure } from '../wall/reference.js';
import type { DocumentCache } from './documentCache.js';
import { type KitLog, toLeavingError } from './errors.js';

/** One operation for a source. */
export interface SourceCall {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** The request as the gateway checked it; without it everything is refused, `_service` included. */
  readonly session: SourceRequest;
  /** Cancels the statements of this call. */
  readonly signal?: CancelSignal | undefined;
  /** What its statements are parts of; absent where it is not traced. */
  readonly span?: Span | undefined;
}

/** What a source states beside its data: for the gateway and the log, never for the client as it is. */
export interface AnswerExtensions {
  readonly manifest: Stated & {
    readonly source: string;
    readonly policyVersion: string;
    /** What was decided, and under which envelopes. */
    readonly decided: readonly StatedDecisions[];
    /** Records of which only the existence was disclosed. */
    readonly hits: number;
    readonly statements: number;
  };
  readonly withheld: readonly WithheldLine[];
  /** Which objects are meant, where the request asks for it. */
  readonly cells?: readonly CellLine[];
}

/** What a source answers; its extensions hold the manifest and what was withheld. */
export interface SourceAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: AnswerExtensions;
}

/** Calls since the start. */
export interface ExecutionCounts {
  /** Executed compiled. */
  compiled: number;
  /** Executed by graphql-js over the guarded schema. */
  reference: number;
}

/** The parts of an executor. */
export interface ExecutorParts {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly fixtures: SourceFixtures;
  readonly documents: DocumentCache;
  readonly log: KitLog;
  readonly executions: ExecutionCounts;
}

/** One call: request, document, a session of its own, execution, and what may leave. Rejects only with the signal's reason. */
export function createExecutor(parts: ExecutorParts): (call: SourceCall) => Promise<SourceAnswer> {
  return async (call) => {
    try {
      assertRequest(call.session, parts);
      const { document, asked: selected, compiled } = parts.documents.get(call.query);
      const session = createSession(parts.fixtures, call.session, selected, call);
      const operationName = call.operationName ?? null;
      const asked = {
        rootValue: structure({}),
        contextValue: { session },
        variableValues: call.variables ?? {},
      };
      const answered = compiled?.execute(operationName, asked) ?? null;
      parts.executions[answered === null ? 'reference' : 'compiled'] += 1;
      const result: ExecutionResult = await (answered ??
        execute({ schema: parts.schema, document, operationName, ...asked }));
      if (call.signal?.aborted) throw call.signal.reason;
      return toAnswer(result, session, parts);
    } catch (error) {
      if (call.signal?.aborted) throw call.signal.reason;
      if (isPortcullisError(error)) return { errors: [error] };
      parts.log.error({ requestId: call.session?.requestId, name: (error as Error).name }, 'a source call failed');
      return { errors: [new PortcullisError('INTERNAL')] };
    }
  };
}

function assertRequest(
  request: SourceRequest | undefined,
  parts: Pick<ExecutorParts, 'name' | 'fixtures' | 'log'>,
): void {
  if (!request || request.audience !== parts.name || request.intent !== 'READ' || !request.facts?.viewer) {
    throw new PortcullisError('SOURCE_ASSERTION_INVALID');
  }
  if (request.policyVersion !== parts.fixtures.policy.version) {
    throw new PortcullisError('SOURCE_POLICY_OTHER');
  }
}

function toAnswer(
  result: ExecutionResult,
  session: KitSession,
  { name, fixtures, log }: Pick<ExecutorParts, 'name' | 'fixtures' | 'log'>,
): SourceAnswer {
  // Without data the variables or the operation's name are wrong, which graphql-js's message may quote.
  if (result.data === undefined) return { errors: [new PortcullisError('BAD_USER_INPUT')] };
  const errors = (result.errors ?? []).flatMap((error) => toLeavingError(error, log, session.requestId) ?? []);
  const { disclosed, askedNames, hits } = session.report.disclosures();
  const searched = searchesOf(session);
  // Invariant: data first, its keys in the order of the selection, then errors, then extensions: gateways cut the text.
  return {
    data: result.data as Record<string, unknown> | null,
    ...(errors.length > 0 ? { errors } : {}),
    extensions: {
      manifest: {
        source: name,
        policyVersion: fixtures.policy.version,
        disclosed,
        ...(searched.length > 0 ? { searched } : {}),
        ...(askedNames.length > 0 ? { askedNames } : {}),
        decided: session.decided(),
        hits,
        statements: session.statements(),
      },
      withheld: session.report.withheld(),
      ...(session.report.cells ? { cells: session.report.cells.lines(result.data) } : {}),
    },
  };
}
