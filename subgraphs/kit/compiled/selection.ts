import type { GraphQLSchema } from 'graphql';
import {
  defaultTypeResolver,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { meaningOf, type RuleMeaning, type RuleTree } from '../../../policy/shield.js';
import { tellsBy } from '../manifest/presence.js';
import { identifiedBy } from '../resolvers/identified.js';
import { showId } from '../resolvers/resolverWrap.js';
import type { Shapes } from '../shape.js';
import { collectFields, type Selecting } from './collect.js';
import { awaited, isPromise, leafCompleter, listCompleter } from './complete.js';
import { emitObjectFunction, type ObjectFunction } from './emit.js';
import { referenceResolvers } from './entities.js';
import {
  type Completer,
  type EntityAnswer,
  type FieldPlan,
  type FieldWay,
  Info,
  type Resolve,
  type StaticInfo,
} from './field.js';
import type { Guarded, GuardedField } from './guarded.js';

/** What a source is compiled from: its bare schema, and the tree that guards it. */
export interface CompileBase {
  /** Before the rules were put on it: its resolvers are called directly. */
  readonly bare: GraphQLSchema;
  /** With the rules on it: what resolvers are told. */
  readonly guarded: GraphQLSchema;
  /** The very tree that guards the other; asserted to be complete. */
  readonly tree: RuleTree;
  readonly shapes: Shapes;
}

/** State of one compilation. */
export interface Compilation extends CompileBase, Selecting {
  readonly operation: OperationDefinitionNode;
  readonly fragmentMap: StaticInfo['fragments'];
  /** Fields with coerced arguments, by number. */
  readonly withArguments: (FieldPlan | null)[];
  /** Number of selections so far. */
  selections: number;
}

/** Thrown, and caught, where an operation has something that only graphql-js executes. */
export class NotCompiled extends Error {}

/** Where a selection stands. */
interface At {
  readonly path: readonly string[];
  readonly isOfEntity: boolean;
}

const nothing = Object.freeze({});

/** Compiles what is selected on one object type in one place. Throws NotCompiled. */
export function compileSelection(
  compilation: Compilation,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  at: At,
): ObjectFunction {
  if (type.isTypeOf) throw new NotCompiled(`${type.name} has isTypeOf`);
  compilation.selections += 1;
  const number = compilation.selections;
  const collected = collectFields(compilation, type, selectionSets);
  const fields = [...collected].flatMap(([key, nodes]) => compileField(compilation, type, key, nodes, at) ?? []);
  const guardedFields = fields.flatMap(({ key, name, rule, shape, path }): Omit<GuardedField, 'bit'>[] =>
    rule.asks === 'verdict' ? [{ key, name, guards: rule.guards, shape, path }] : [],
  );
  const guarded: Guarded = {
    number,
    fields: guardedFields.map((field, bit) => ({ ...field, bit })),
    isOfEntity: at.isOfEntity,
  };
  const tells = tellsBy(compilation.shapes.get(type.name));
  let made: ObjectFunction | null = null;
  // Why late: of the types of a union few are met.
  return (execution, object, place) => {
    made ??= emitObjectFunction(guarded, fields, tells);
    return made(execution, object, place);
  };
}

// Why long: fields below take their numbers in the order in which this goes.
function compileField(
  compilation: Compilation,
  type: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  at: At,
): FieldPlan | null {
  const name = nodes[0]?.name.value ?? '';
  if (key === '__proto__') throw new NotCompiled('__proto__ is no name for a member');
  const path = [...at.path, key];
  const common = { key, name, typeName: type.name, nodes, path };
  if (name === '__typename') return typenameField(compilation, common, type);
  const definition = compilation.bare.getType(type.name);
  const field = isObjectType(definition) ? definition.getFields()[name] : undefined;
  if (!field) {
    if (name.startsWith('__')) throw new NotCompiled('introspection');
    return null;
  }
  const rule = meaningAt(compilation, type.name, name);
  const isEntities = type === compilation.bare.getQueryType() && name === '_entities';
  // Why: the report tells the places of `_entities` apart by its name in the path.
  if (at.path.length === 0 && key === '_entities' && !isEntities) throw new NotCompiled('an alias _entities');
  if (rule.asks === 'session' && !isEntities) throw new NotCompiled('a session rule');
  const below: At = {
    path: [...path, ...'*'.repeat(listLevels(field.type))],
    isOfEntity: at.isOfEntity || (isEntities && key === '_entities'),
  };
  const way = isEntities
    ? ({ by: 'entities', plan: compileEntities(compilation, nodes, below) } as const)
    : wayOf(field.resolve as Resolve | undefined, field.type);
  const hasArguments = way.by === 'resolver' || way.by === 'entities' || field.args.length > 0;
  // Why before the fields below, which take the numbers after it.
  const args = hasArguments ? compilation.withArguments.push(null) - 1 : -1;
  const plan: FieldPlan = {
    ...common,
    way,
    rule,
    shape: compilation.shapes.get(type.name)?.fields.get(name),
    definition: field,
    returnType: field.type,
    isNullable: !isNonNullType(field.type),
    args,
    complete: isEntities ? leafNever : completerOf(compilation, common, field.type, below),
    info: infoOf(compilation, common, field.type),
  };
  if (hasArguments) compilation.withArguments[args] = plan;
  return plan;
}

type Common = Pick<FieldPlan, 'key' | 'name' | 'typeName' | 'nodes' | 'path'>;

const leafNever: Completer = () => {
  throw new Error('an entity is completed by its type');
};

function typenameField(compilation: Compilation, common: Common, type: GraphQLObjectType): FieldPlan {
  return {
    ...common,
    way: { by: 'typename' },
    rule: { asks: 'nothing' },
    shape: undefined,
    definition: undefined,
    returnType: type,
    isNullable: false,
    args: -1,
    complete: leafNever,
    info: infoOf(compilation, common, type),
  };
}

/** Throws where the tree has another rule than the compiler of rules makes: only graphql-shield can ask that one. */
function meaningAt({ tree }: Compilation, typeName: string, name: string): RuleMeaning {
  const rule = tree[typeName]?.[name];
  const meaning = rule && meaningOf(rule);
  if (!meaning) throw new NotCompiled(`the rule of ${typeName}.${name}`);
  return meaning;
}

function wayOf(resolve: Resolve | undefined, type: GraphQLOutputType): FieldWay {
  if (resolve === showId) return { by: 'id' };
  const shows = resolve && identifiedBy(resolve);
  if (shows) return { by: 'identifier', shows };
  if (resolve) return { by: 'resolver', resolve };
  return isLeafType(getNullableType(type)) ? { by: 'leaf' } : { by: 'property' };
}

function listLevels(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listLevels(nullable.ofType) : 0;
}

function completerOf(compilation: Compilation, field: Common, type: GraphQLOutputType, at: At): Completer {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = completerOf(compilation, field, nullable.ofType, at);
    return listCompleter(field, item, !isNonNullType(nullable.ofType));
  }
  if (isLeafType(nullable)) return leafCompleter(nullable);
  if (isAbstractType(nullable)) return abstractCompleter(compilation, field, nullable, at);
  return objectCompleter(compileSelection(compilation, nullable as GraphQLObjectType, selectionSetsOf(field), at));
}

function objectCompleter(answer: ObjectFunction): Completer {
  // Why not the value itself: of a text or a number no property is the field of that name.
  return (execution, value, place) =>
    answer(execution, typeof value === 'object' && value !== null ? value : nothing, place);
}

function abstractCompleter(compilation: Compilation, field: Common, type: GraphQLAbstractType, at: At): Completer {
  const answers = answersOf(compilation, field.nodes, type, at);
  const info = infoOf(compilation, field, type);
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const answer = (
    value: unknown,
    name: unknown,
    execution: Parameters<Completer>[0],
    place: Parameters<Completer>[2],
  ) => {
    const complete = typeof name === 'string' ? answers.get(name) : undefined;
    if (!complete) throw new Error(`${type.name} must resolve to one of its types`);
    return complete(execution, typeof value === 'object' && value !== null ? value : nothing, place);
  };
  return (execution, value, place) => {
    const name = resolveType(value, execution.context, new Info(info, execution, place), type);
    if (!isPromise(name)) return answer(value, name, execution, place);
    return awaited(execution, field, (_execution, found) => answer(value, found, execution, place), name, place);
  };
}

function answersOf(
  compilation: Compilation,
  nodes: readonly FieldNode[],
  type: GraphQLAbstractType,
  at: At,
): ReadonlyMap<string, EntityAnswer> {
  const types = compilation.bare.getPossibleTypes(type);
  return new Map(types.map((each) => [each.name, compileSelection(compilation, each, selectionSetsOf({ nodes }), at)]));
}

function compileEntities(compilation: Compilation, nodes: readonly FieldNode[], at: At) {
  const union = compilation.bare.getType('_Entity');
  if (!isAbstractType(union)) throw new NotCompiled('_entities without entities');
  return { referenceOf: referenceResolvers(compilation.bare), answerOf: answersOf(compilation, nodes, union, at) };
}

function selectionSetsOf({ nodes }: { readonly nodes: readonly FieldNode[] }): readonly SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function infoOf(compilation: Compilation, { name, typeName, nodes }: Common, type: GraphQLOutputType): StaticInfo {
  const parentType = compilation.guarded.getType(typeName);
  return {
    fieldName: name,
    fieldNodes: [...nodes],
    returnType: type,
    parentType: parentType as GraphQLObjectType,
    schema: compilation.guarded,
    fragments: compilation.fragmentMap,
    operation: compilation.operation,
  };
}
