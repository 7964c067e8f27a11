import {
  type DirectiveNode,
  type GraphQLInputType,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parseConstValue,
  parseType,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Random } from '../world/random.js';
import { nameNode } from './nodes.js';

/** The variables of an operation that is being made: each use declares one, or takes one of the same type. */
export interface Inputs {
  readonly definitions: readonly VariableDefinitionNode[];
  readonly values: Readonly<Record<string, unknown>>;
  /** @param hasDefault true where the place has a default of its own, so that a nullable variable may stand at `T!` */
  variable(type: GraphQLInputType, hasDefault: boolean): ValueNode;
  /** `@skip` and `@include`, each at this rate. */
  conditions(rate: number): DirectiveNode[];
}

/** Starts with no variables. */
export function createInputs(random: Random): Inputs {
  const definitions: VariableDefinitionNode[] = [];
  const values: Record<string, unknown> = {};

  function variable(type: GraphQLInputType, hasDefault: boolean): ValueNode {
    const declared = declaredFor(type, hasDefault);
    const known = definitions.filter(({ type: other }) => printed(other) === String(declared));
    const name =
      known.length > 0 && random.chance(0.4) ? random.pick(known).variable.name.value : declare(declared, type);
    return { kind: Kind.VARIABLE, name: nameNode(name) };
  }

  function declaredFor(type: GraphQLInputType, hasDefault: boolean): GraphQLInputType {
    if (isNonNullType(type)) return hasDefault && random.chance(0.4) ? type.ofType : type;
    return random.chance(0.15) ? new GraphQLNonNull(type) : type;
  }

  function declare(declared: GraphQLInputType, place: GraphQLInputType): string {
    const name = `v${definitions.length}`;
    const nullable = !isNonNullType(declared);
    // Why no explicit null where the place takes none: it is a valid operation that no source would answer.
    const mayBeNull = nullable && !isNonNullType(place);
    const withDefault = random.chance(0.35) && !mentionsInput(declared);
    definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: nameNode(name) },
      type: parseType(String(declared), { noLocation: true }),
      ...(withDefault
        ? { defaultValue: parseConstValue(literalText(valueFor(declared, 0)), { noLocation: true }) }
        : {}),
    });
    if (mayBeNull && random.chance(0.15)) values[name] = null;
    else if (!(nullable || withDefault) || random.chance(0.75)) values[name] = valueFor(declared, 0);
    return name;
  }

  function valueFor(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return valueFor(type.ofType, depth);
    if (isListType(type)) {
      const { ofType } = type;
      return Array.from({ length: random.below(3) }, () => maybe(ofType, depth + 1));
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || (depth < 3 && random.chance(0.5)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, maybe(field.type, depth + 1)]));
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    const number = random.below(7);
    switch (type.name) {
      case 'Int':
        return number - 2;
      case 'Float':
        return number + (random.chance(0.5) ? 0.25 : 0);
      case 'Boolean':
        return random.chance(0.5);
      case 'ID':
        return random.chance(0.2) ? number : `id-${number}`;
      default:
        return random.pick(['', 'plain', `text-${number}`, 'quote " \\ \u2028 é']);
    }
  }

  function maybe(type: GraphQLInputType, depth: number): unknown {
    return !isNonNullType(type) && random.chance(0.15) ? null : valueFor(type, depth);
  }

  function conditions(rate: number): DirectiveNode[] {
    return ['skip', 'include'].flatMap((name): DirectiveNode[] => {
      if (!random.chance(rate)) return [];
      return [
        {
          kind: Kind.DIRECTIVE,
          name: nameNode(name),
          arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value: condition(name === 'include') }],
        },
      ];
    });
  }

  function condition(usual: boolean): ValueNode {
    if (random.chance(0.3)) return { kind: Kind.BOOLEAN, value: random.chance(0.6) ? usual : !usual };
    const name = `if${random.below(3)}`;
    if (!definitions.some(({ variable: { name: other } }) => other.value === name)) {
      const withDefault = random.chance(0.4);
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: nameNode(name) },
        type: parseType(withDefault && random.chance(0.5) ? 'Boolean' : 'Boolean!', { noLocation: true }),
        ...(withDefault ? { defaultValue: { kind: Kind.BOOLEAN, value: random.chance(0.5) } } : {}),
      });
      if (!withDefault || random.chance(0.5)) values[name] = random.chance(0.5);
    }
    return { kind: Kind.VARIABLE, name: nameNode(name) };
  }

  return { definitions, values, variable, conditions };
}

/** Enum names look like texts in JSON, so such defaults would have to be told apart; they are left to literals. */
function mentionsInput(type: GraphQLInputType): boolean {
  if (isNonNullType(type) || isListType(type)) return mentionsInput(type.ofType);
  return isEnumType(type) || isInputObjectType(type);
}

function literalText(value: unknown): string {
  return JSON.stringify(value);
}

function printed(type: VariableDefinitionNode['type']): string {
  if (type.kind === Kind.NON_NULL_TYPE) return `${printed(type.type)}!`;
  return type.kind === Kind.LIST_TYPE ? `[${printed(type.type)}]` : type.name.value;
}
