import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { createRandom, hash, type Random } from '../world/random.js';
import { argumentsOf } from './generateArguments.js';
import { createInputs, type Inputs } from './generateInputs.js';
import { nameNode } from './nodes.js';

/** A valid operation over an API schema, and the variables to send with it. */
export interface GeneratedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Selections of one operation at most; what is over them is cut short with `__typename`. */
const MOST_SELECTIONS = 45;
const DEEPEST = 6;
const ALIASES = ['a', 'b', 'c', 'id', 'name', 'x', 'constructor', 'toString', 'length', '_', '__proto__'];

/**
 * A random operation. Equal schemas and seeds give equal operations.
 *
 * @param most selections at most
 * @throws Error where no valid one is found, which would be a fault of the generator
 */
export function generateOperation(schema: GraphQLSchema, seed: number, most = MOST_SELECTIONS): GeneratedOperation {
  for (let attempt = 0; attempt < 60; attempt++) {
    const random = createRandom(hash(seed, attempt));
    // Why smaller each time: two fields that cannot share a response name are likelier in a large operation.
    const made = generateOnce(schema, random, Math.max(3, most - attempt * 2));
    if (validate(schema, made.document, undefined, { maxErrors: 1 }).length === 0) return made;
  }
  throw new Error(`no valid operation for seed ${seed}`);
}

function generateOnce(schema: GraphQLSchema, random: Random, budget: number): GeneratedOperation {
  const mutation = random.chance(0.4) ? schema.getMutationType() : undefined;
  const root = (mutation ?? schema.getQueryType()) as GraphQLObjectType;
  const inputs = createInputs(random);
  const fragments: FragmentDefinitionNode[] = [];
  let left = 1 + random.below(budget);
  const selectionSet = selections(root, 0);
  return {
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: mutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
          ...(random.chance(0.5) ? { name: nameNode('Fuzz') } : {}),
          variableDefinitions: inputs.definitions,
          selectionSet,
        },
        ...fragments,
      ],
    },
    variables: inputs.values,
  };

  function selections(type: GraphQLCompositeType, depth: number): SelectionSetNode {
    const wanted = depth === 0 ? 1 + random.below(4) : 1 + random.below(6);
    const made: SelectionNode[] = [];
    for (let count = 0; count < wanted && left > 0; count++) made.push(selection(type, depth));
    if (made.length === 0) made.push(typename(random));
    // Selecting a thing again, as two components of a front end would.
    if (random.chance(0.05)) made.push(random.pick(made));
    return { kind: Kind.SELECTION_SET, selections: made };
  }

  function selection(type: GraphQLCompositeType, depth: number): SelectionNode {
    left -= 1;
    const roll = random.below(100);
    if (roll < (isAbstractType(type) ? 45 : 10) && depth < DEEPEST) return fragment(type, depth);
    if (roll >= 93 || !('getFields' in type)) return typename(random);
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)),
    );
    return fields.length === 0 ? typename(random) : fieldNode(random.pick(fields), depth);
  }

  function fieldNode(field: GraphQLField<unknown, unknown>, depth: number): SelectionNode {
    const type = getNamedType(field.type);
    const args = argumentsOf(field, inputs, random);
    const aliased = random.chance(args.length > 0 ? 0.4 : 0.12);
    return {
      kind: Kind.FIELD,
      ...(aliased ? { alias: nameNode(aliasFor(field)) } : {}),
      name: nameNode(field.name),
      arguments: args,
      directives: inputs.conditions(0.06),
      ...(isCompositeType(type) ? { selectionSet: selections(type, depth + 1) } : {}),
    };
  }

  function aliasFor(field: GraphQLField<unknown, unknown>): string {
    if (random.chance(0.3)) return random.pick(ALIASES);
    return `${field.name}_${'lm'[listDepth(field)] ?? 'n'}${random.below(3)}`;
  }

  function fragment(type: GraphQLCompositeType, depth: number): SelectionNode {
    const known = fragments.filter(({ typeCondition }) => mayMeet(type, typeCondition.name.value));
    if (known.length > 0 && random.chance(0.3)) return spread(random.pick(known).name.value, inputs);
    const condition = conditionFor(type);
    const inner = selections(condition ?? type, depth + 1);
    if (random.chance(0.3)) {
      const name = `F${fragments.length}`;
      fragments.push({
        kind: Kind.FRAGMENT_DEFINITION,
        name: nameNode(name),
        typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode((condition ?? type).name) },
        selectionSet: inner,
      });
      return spread(name, inputs);
    }
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition ? { typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(condition.name) } } : {}),
      directives: inputs.conditions(0.1),
      selectionSet: inner,
    };
  }

  /** A type that may stand where `type` stands: an implementation, another interface or union that meets it, or none. */
  function conditionFor(type: GraphQLCompositeType): GraphQLCompositeType | undefined {
    if (random.chance(0.08)) return undefined;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    if (possible.length > 0 && random.chance(isAbstractType(type) ? 0.75 : 0.4)) return random.pick(possible);
    const meeting = Object.values(schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType =>
        isCompositeType(other) && !other.name.startsWith('__') && mayMeet(type, other.name),
    );
    return meeting.length > 0 ? random.pick(meeting) : type;
  }

  function mayMeet(type: GraphQLCompositeType, name: string): boolean {
    const other = schema.getType(name);
    if (!isCompositeType(other)) return false;
    const own = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const others = isAbstractType(other) ? schema.getPossibleTypes(other) : [other];
    return own.some((one) => others.includes(one));
  }
}

function spread(name: string, inputs: Inputs): SelectionNode {
  return { kind: Kind.FRAGMENT_SPREAD, name: nameNode(name), directives: inputs.conditions(0.08) };
}

function typename(random: Random): SelectionNode {
  const alias = random.chance(0.3) ? { alias: nameNode(random.pick(['type', 'kind', 'a', '_t'])) } : {};
  return { kind: Kind.FIELD, ...alias, name: nameNode('__typename') };
}

function listDepth(field: GraphQLField<unknown, unknown>): number {
  let depth = 0;
  for (let type = field.type; isListType(type) || isNonNullType(type); type = type.ofType)
    if (isListType(type)) depth++;
  return depth;
}
