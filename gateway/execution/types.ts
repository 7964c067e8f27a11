import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Stated } from '../../auditlog/entry/body/members.js';
import type { EntrySource, StatedDecisions } from '../../auditlog/types.js';
import type { Cells } from '../../client/cells.js';
import type { PrunedField } from '../../policy/operation.js';
import type { WithheldEntry } from '../../policy/types.js';
import type { PortcullisError } from '../../schema/errors.js';
import type { CancelSignal } from '../../storage/pool/cancellation.js';
import type { EntityPseudonyms } from '../../subgraphs/kit/request.js';
import type { Span } from '../../subgraphs/kit/tracing/span.js';
import type { OwnNames } from '../planning/ownNames.js';
import type { SourceClient, SourceFailure } from './transport/sourceClient.js';
import type { SourceSession } from './transport/sourceSession.js';

/** A line of the report of what sources withheld, by the client's response path. */
export interface SourceWithheld extends WithheldEntry {
  readonly rule: string;
}

/** Objects that one call's line is about: of those of the same fetch that are numbered from `from` on. */
export interface NumberedCells {
  /** The index of the fetch. */
  readonly fetch: number;
  /** The `lineKey` of the line in the final report. */
  readonly line: string;
  readonly from: number;
  /** A byte for each object, 1 where it is meant; null: all. */
  readonly holds: Uint8Array | null;
  /** How many are numbered. */
  readonly n: number;
}

/** How one call of a source went. */
export type SourceResult = EntrySource;

/** One request for a compiled operation. */
export interface OperationCall {
  /** The client's variables, coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who asks; the audience is added for each source. */
  readonly session: SourceSession;
  /** The place of the request in a trace, where it has one. */
  readonly traceparent?: string | undefined;
  /** What asks the sources; absent where it is not traced. */
  readonly span?: Span | undefined;
  /** Results of the calls, filled while it runs, so that a request that ends early has them as well. */
  readonly sources: SourceResult[];
  /** The request's deadline or the client's hang-up; its reason is a `PortcullisError`. */
  readonly signal: CancelSignal;
}

/** All that the sources gave. */
export interface Collected {
  /** Only `shape` of the same compiled operation may read it. */
  readonly raw: unknown;
  /** Whether it was sliced out of the sources' bytes, or made of parsed answers. */
  readonly strategy: 'sliced' | 'parsed';
  /** Failed sources and errors inside answers, by the client's paths; `facts.source` names the source. */
  readonly errors: readonly PortcullisError[];
  readonly sources: readonly SourceResult[];
  /** What each call of a source states for the body of the log entry. */
  readonly stated: readonly Stated[];
  readonly decided: readonly StatedDecisions[];
  /** What sources withheld, by the client's path patterns; not yet merged. */
  readonly withheld: readonly SourceWithheld[];
  /** Of which objects, where the request asks for cells, or counts need them. */
  readonly cells?: readonly NumberedCells[];
}

/** An answer in the client's shape. */
export interface Shaped {
  /** UTF-8 JSON text of `data`: `null` or an object. */
  readonly data: Buffer;
  /** Gives the memory of `data` back. Call it once its bytes have left the process, never before. */
  readonly release?: () => void;
  /** The final report: what the gate took out and what sources withheld, merged and ordered. */
  readonly withheld: readonly SourceWithheld[];
  /** Which objects each of these lines is about, in their order; null: all. Absent where neither the request nor a count needs it. */
  readonly cells?: readonly (Cells | null)[];
}

/** One operation of one view, ready to run any number of times. */
export interface CompiledOperation {
  /**
   * Walks the plan. A source that fails leaves null at its paths, and its errors.
   *
   * @throws the signal's reason, nothing else
   */
  execute(call: OperationCall): Promise<Collected>;
  /** @param introspection answers to `__schema` and `__type`, by response name */
  shape(collected: Collected, introspection: Readonly<Record<string, unknown>>): Shaped;
}

/** An operation to compile, as the client sent it and as the gate left it. */
export interface CompileInput {
  /** The client's, valid against the API schema: fragments unfolded, conditions settled. */
  readonly operation: OperationDefinitionNode;
  /** What the gate took out: these places are null, and counted. */
  readonly pruned: readonly PrunedField[];
  /** Plan of the admitted document, plain JSON. */
  readonly plan: QueryPlan;
  /** What the sources are asked for; null: nothing. */
  readonly admitted: DocumentNode | null;
  /** The response names in which `admitted` was planned; absent: the client's own. */
  readonly names?: OwnNames | undefined;
}

/** A foreign source. */
export interface ForeignSource {
  /** The agency that all its records belong to; null: not stated. */
  readonly originator: string | null;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  /** The client of a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly policyVersion: string;
  /** Null for a source that gives manifests. A foreign one need not: what it discloses is read off its answers. */
  readonly foreign: (source: string) => ForeignSource | null;
  readonly sourceTimeoutMs: number;
  /** Called for each failure, for the operator's log: source and reason, no values. */
  readonly onFailure: (source: string, failure: SourceFailure, requestId: string) => void;
}

/** The owners' names of records, and the sources that could not be asked. */
export interface AskedNames {
  readonly entityPseudonyms: EntityPseudonyms;
  /** Of sources that did not answer: the search may miss what only they know. */
  readonly errors: readonly PortcullisError[];
}

/** Runs operations over the sources of one supergraph. */
export interface Engine {
  readonly apiSchema: GraphQLSchema;
  compile(input: CompileInput): CompiledOperation;
  /**
   * The owners' names of the entities that an operation searches the log for; null where it searches for none.
   *
   * @throws PortcullisError BAD_USER_INPUT where there are too many; the signal's reason
   */
  entityPseudonyms(document: DocumentNode, call: OperationCall): Promise<AskedNames> | null;
  /** Closes the clients of all sources. */
  close(): Promise<void>;
}
