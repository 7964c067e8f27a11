import {
  defaultTypeResolver,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
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
  type FieldStrategy,
  Info,
  type Resolve,
  type StaticInfo,
} from './field.js';
import type { Guarded, GuardedField } from './guarded.js';

/** What a source is compiled from: its bare schema, and the tree that guards it. */
export interface CompileBase {
  /** Without the rules: its resolvers are called directly. */
  readonly bare: GraphQLSchema;
  /** With the rules: the one in resolvers' infos. */
  readonly guarded: GraphQLSchema;
  /** The tree that guards it; asserted to be complete. */
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

/** The place of a selection. */
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
  // Why late: an operation meets few of a union's types.
  return (execution, object, place) => {
    made ??= emitObjectFunction(guarded, fields, tells);
    return made(execution, object, place);
  };
}

/** Null for a field that the type does not have. */
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
  if (field) return compileDefined(compilation, { type, field, common, at });
  if (name.startsWith('__')) throw new NotCompiled('introspection');
  return null;
}

/** A field with its definition, and the place of its selection. */
interface DefinedField {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly common: Common;
  readonly at: At;
}

function compileDefined(compilation: Compilation, { type, field, common, at }: DefinedField): FieldPlan {
  const { key, name, nodes, path } = common;
  const rule = meaningAt(compilation, type.name, name);
  const isEntities = type === compilation.bare.getQueryType() && name === '_entities';
  // Why: the report recognises places of `_entities` by its name in the path.
  if (at.path.length === 0 && key === '_entities' && !isEntities) throw new NotCompiled('an alias _entities');
  if (rule.asks === 'session' && !isEntities) throw new NotCompiled('a session rule');
  const below: At = {
    path: [...path, ...'*'.repeat(listLevels(field.type))],
    isOfEntity: at.isOfEntity || (isEntities && key === '_entities'),
  };
  const strategy: FieldStrategy = isEntities
    ? { by: 'entities', plan: compileEntities(compilation, nodes, below) }
    : strategyOf(field.resolve as Resolve | undefined, field.type);
  const hasArguments = strategy.by === 'resolver' || strategy.by === 'entities' || field.args.length > 0;
  // Why before the fields below: these take the next numbers.
  const args = hasArguments ? compilation.withArguments.push(null) - 1 : -1;
  const plan: FieldPlan = {
    ...common,
    strategy,
    rule,
    shape: compilation.shapes.get(type.name)?.fields.get(name),
    definition: field,
    returnType: field.type,
    isNullable: !isNonNullType(field.type),
    args,
    complete: isEntities ? neverCompleted : completerOf(compilation, common, field.type, below),
    info: infoOf(compilation, common, field.type),
  };
  if (hasArguments) compilation.withArguments[args] = plan;
  return plan;
}

type Common = Pick<FieldPlan, 'key' | 'name' | 'typeName' | 'nodes' | 'path'>;

const neverCompleted: Completer = () => {
  throw new Error('an entity is completed by its type');
};

function typenameField(compilation: Compilation, common: Common, type: GraphQLObjectType): FieldPlan {
  return {
    ...common,
    strategy: { by: 'typename' },
    rule: { asks: 'nothing' },
    shape: undefined,
    definition: undefined,
    returnType: type,
    isNullable: false,
    args: -1,
    complete: neverCompleted,
    info: infoOf(compilation, common, type),
  };
}

/** Throws NotCompiled for a rule that the compiler of rules did not make: only graphql-shield can ask it. */
function meaningAt({ tree }: Compilation, typeName: string, name: string): RuleMeaning {
  const rule = tree[typeName]?.[name];
  const meaning = rule && meaningOf(rule);
  if (!meaning) throw new NotCompiled(`the rule of ${typeName}.${name}`);
  return meaning;
}

function strategyOf(resolve: Resolve | undefined, type: GraphQLOutputType): FieldStrategy {
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
  return (execution, value, place) => answer(execution, asObject(value), place);
}

/** Why not the value itself: a property of a text or a number is never the field of that name. */
function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : nothing;
}

function abstractCompleter(compilation: Compilation, field: Common, type: GraphQLAbstractType, at: At): Completer {
  const answers = answersOf(compilation, field.nodes, type, at);
  const info = infoOf(compilation, field, type);
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (execution, value, place) => {
    const complete: Completer = (_execution, name) => {
      const answer = typeof name === 'string' ? answers.get(name) : undefined;
      if (!answer) throw new Error(`${type.name} must resolve to one of its types`);
      return answer(execution, asObject(value), place);
    };
    const name = resolveType(value, execution.context, new Info(info, execution, place), type);
    return isPromise(name) ? awaited(execution, field, complete, name, place) : complete(execution, name, place);
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
