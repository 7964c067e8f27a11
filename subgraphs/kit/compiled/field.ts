import type { FieldNode, GraphQLField, GraphQLOutputType, GraphQLResolveInfo } from 'graphql';
import type { RuleMeaning } from '../../../policy/shield.js';
import type { IdentifiedField } from '../resolvers/identified.js';
import type { FieldShape } from '../shape.js';
import type { Execution } from './execution.js';
import type { nulled, Place } from './place.js';

/** Brings a value that is neither null nor an error into the form of the answer. May throw: an error at its place. */
export type Completer = (execution: Execution, value: unknown, place: Place) => unknown | null | typeof nulled;

/** A resolver, as graphql-js calls it. */
export type Resolve = (parent: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;

/** Answers an entity of a known type. */
export type EntityAnswer = (execution: Execution, entity: object, place: Place) => unknown;

/** How `_entities` of an operation finds and answers each entity type. */
export interface EntityPlan {
  /** Null where a type has no resolver of references. */
  readonly referenceOf: ReadonlyMap<string, ReferenceResolver | null>;
  readonly answerOf: ReadonlyMap<string, EntityAnswer>;
}

/** `__resolveReference` of a type. */
export type ReferenceResolver = (representation: unknown, context: unknown, info: unknown) => unknown;

/** How a field is answered. */
export type FieldStrategy =
  /** `__typename`: known when the operation is compiled. */
  | { readonly by: 'typename' }
  /** The public id of a record or a link: showing it is noted. */
  | { readonly by: 'id' }
  /** A number that identifies somebody or something: showing it is noted. */
  | { readonly by: 'identifier'; readonly shows: IdentifiedField }
  /** A property of scalar or enum type, not a list. */
  | { readonly by: 'leaf' }
  /** A property. */
  | { readonly by: 'property' }
  | { readonly by: 'resolver'; readonly resolve: Resolve }
  | { readonly by: 'entities'; readonly plan: EntityPlan };

/** One field of a selection on one object type. */
export interface FieldPlan {
  readonly key: string;
  readonly name: string;
  readonly typeName: string;
  readonly nodes: readonly FieldNode[];
  readonly strategy: FieldStrategy;
  readonly rule: RuleMeaning;
  /** Undefined for fields of federation's own types, which no report mentions. */
  readonly shape: FieldShape | undefined;
  /** Path pattern in the answer, without the list levels of the field itself. */
  readonly path: readonly string[];
  readonly definition: GraphQLField<unknown, unknown> | undefined;
  readonly returnType: GraphQLOutputType;
  readonly isNullable: boolean;
  /** Number of its coerced arguments in an execution; -1 for a property. */
  readonly args: number;
  readonly complete: Completer;
  readonly info: StaticInfo;
}

/** The part of a resolver's info that is the same for all calls. */
export type StaticInfo = Omit<GraphQLResolveInfo, 'path' | 'rootValue' | 'variableValues'>;

/** The fourth argument of a resolver. */
export class Info implements GraphQLResolveInfo {
  readonly #of: StaticInfo;
  readonly #execution: Execution;
  readonly path: Place;

  constructor(of: StaticInfo, execution: Execution, path: Place) {
    this.#of = of;
    this.#execution = execution;
    this.path = path;
  }

  get fieldName() {
    return this.#of.fieldName;
  }
  get fieldNodes() {
    return this.#of.fieldNodes;
  }
  get returnType() {
    return this.#of.returnType;
  }
  get parentType() {
    return this.#of.parentType;
  }
  get schema() {
    return this.#of.schema;
  }
  get fragments() {
    return this.#of.fragments;
  }
  get operation() {
    return this.#of.operation;
  }
  get rootValue() {
    return this.#execution.rootValue;
  }
  get variableValues() {
    return this.#execution.variables as GraphQLResolveInfo['variableValues'];
  }
}
