import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Stated } from '../../auditlog/entry/body/members.js';
import type { EntrySource, StatedDecisions } from '../../auditlog/types.js';
import type { PrunedField } from '../../policy/operation.js';
import type { WithheldEntry } from '../../policy/types.js';
import type { PortcullisError } from '../../schema/errors.js';
import type { CancelSignal } from '../../storage/pool/cancellation.js';
import type { OwnNames } from '../planning/ownNames.js';
import type { EntityPseudonyms, SourceClient, SourceFailure, SourceSession } from './transport/sourceClient.js';

/** One line of what sources withheld, by the client's response path. */
export interface SourceWithheld extends WithheldEntry {
  readonly rule: string;
}

/** How one call of a source went. */
export type SourceResult = EntrySource;

/** One request for a compiled operation. */
export interface OperationCall {
  /** The client's variables, coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who asks; the audience is added for each source. */
  readonly session: Omit<SourceSession, 'audience'>;
  /** Filled while it runs: how the calls of sources went, also of a request that ends early. */
  readonly sources: SourceResult[];
  /** The request's deadline or the client's hang-up; its reason is a `PortcullisError`. */
  readonly signal: CancelSignal;
}

/** What the sources gave. */
export interface Collected {
  /** The compiled operation's own business; only its own `shape` may read it. */
  readonly raw: unknown;
  /** How it was made: sliced out of the sources' bytes, or of parsed answers. */
  readonly strategy: 'sliced' | 'parsed';
  /** Failed sources and errors inside answers, by the client's paths; `facts.source` names the source. */
  readonly errors: readonly PortcullisError[];
  readonly sources: readonly SourceResult[];
  /** What each call of a source states for the body of the entry. */
  readonly stated: readonly Stated[];
  readonly decided: readonly StatedDecisions[];
  /** What sources withheld, by the client's path patterns; not yet merged. */
  readonly withheld: readonly SourceWithheld[];
}

/** An answer in the client's shape. */
export interface Shaped {
  /** UTF-8 JSON text of `data`: `null` or an object. */
  readonly data: Buffer;
  /** Gives the memory of `data` back; to be called when its bytes have left the process, and never before. */
  readonly release?: () => void;
  /** The final report: what the gate took out and what sources kept, merged and ordered. */
  readonly withheld: readonly SourceWithheld[];
}

/** One operation of one view, ready to run any number of times. */
export interface CompiledOperation {
  /**
   * Walks the plan. A source that fails leaves null at its paths and its error.
   *
   * @throws the signal's reason, nothing else
   */
  execute(call: OperationCall): Promise<Collected>;
  /** @param introspection answers to `__schema` and `__type`, by response name */
  shape(collected: Collected, introspection: Readonly<Record<string, unknown>>): Shaped;
}

/** The operation that is compiled, as the client sent it and as the gate left it. */
export interface CompileInput {
  /** The client's, valid against the API schema: fragments unfolded, conditions settled. */
  readonly operation: OperationDefinitionNode;
  /** What the gate took out: null at these places, and counted. */
  readonly pruned: readonly PrunedField[];
  /** Plan of the admitted document, plain JSON. */
  readonly plan: QueryPlan;
  /** What is asked of the sources; null where nothing is. */
  readonly admitted: DocumentNode | null;
  /** The names in which `admitted` was planned; absent: the client's own. */
  readonly names?: OwnNames | undefined;
}

/** A source that is not ours. */
export interface ForeignSource {
  /** The agency whose records all of its records are; null: nobody said. */
  readonly originator: string | null;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  /** The way to a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly policyVersion: string;
  /** What is known of a source that is not ours: it need give no manifest, what it discloses is read off its answers. */
  readonly foreign: (source: string) => ForeignSource | null;
  readonly sourceTimeoutMs: number;
  /** Told of each failure, for the operator: source and reason, no values. */
  readonly onFailure: (source: string, failure: SourceFailure, requestId: string) => void;
}

/** What the owners call records, and what could not be asked. */
export interface AskedNames {
  readonly entityPseudonyms: EntityPseudonyms;
  /** Sources that were not heard: the search may miss what only they know. */
  readonly errors: readonly PortcullisError[];
}

/** Runs operations over the sources of one supergraph. */
export interface Engine {
  readonly apiSchema: GraphQLSchema;
  compile(input: CompileInput): CompiledOperation;
  /**
   * What the owners call the entities that an operation searches the log for; null where it searches for none.
   *
   * @throws PortcullisError BAD_USER_INPUT where there are too many; the signal's reason
   */
  entityPseudonyms(document: DocumentNode, call: OperationCall): Promise<AskedNames> | null;
  /** Closes the ways to all sources. */
  close(): Promise<void>;
}
