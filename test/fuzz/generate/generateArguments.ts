import {
  type ArgumentNode,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type ObjectFieldNode,
  type ValueNode,
} from 'graphql';
import type { Random } from '../world/random.js';
import type { Inputs } from './generateInputs.js';
import { nameNode } from './nodes.js';

/** Arguments for a field: all that are required, some of the others, as literals, variables, or both mixed. */
export function argumentsOf(field: GraphQLField<unknown, unknown>, inputs: Inputs, random: Random): ArgumentNode[] {
  return field.args.flatMap((argument): ArgumentNode[] => {
    if (!isRequiredArgument(argument) && !random.chance(0.45)) return [];
    const value = valueFor(argument.type, argument.defaultValue !== undefined, inputs, random, 0);
    return [{ kind: Kind.ARGUMENT, name: nameNode(argument.name), value }];
  });
}

function valueFor(
  type: GraphQLInputType,
  hasDefault: boolean,
  inputs: Inputs,
  random: Random,
  depth: number,
): ValueNode {
  if (random.chance(depth === 0 ? 0.4 : 0.1)) return inputs.variable(type, hasDefault);
  return literal(type, inputs, random, depth);
}

function literal(type: GraphQLInputType, inputs: Inputs, random: Random, depth: number): ValueNode {
  if (isNonNullType(type)) return some(type.ofType, inputs, random, depth);
  return random.chance(0.1) ? { kind: Kind.NULL } : some(type, inputs, random, depth);
}

function some(type: GraphQLInputType, inputs: Inputs, random: Random, depth: number): ValueNode {
  if (isNonNullType(type)) return some(type.ofType, inputs, random, depth);
  if (isListType(type)) {
    const { ofType } = type;
    // One value stands for a list of one.
    if (random.chance(0.1)) return some(ofType, inputs, random, depth + 1);
    const values = Array.from({ length: random.below(3) }, () => valueFor(ofType, false, inputs, random, depth + 1));
    return { kind: Kind.LIST, values };
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).flatMap((field): ObjectFieldNode[] => {
      if (!isRequiredInputField(field) && !(depth < 3 && random.chance(0.5))) return [];
      const value = valueFor(field.type, field.defaultValue !== undefined, inputs, random, depth + 1);
      return [{ kind: Kind.OBJECT_FIELD, name: nameNode(field.name), value }];
    });
    return { kind: Kind.OBJECT, fields };
  }
  if (isEnumType(type)) return { kind: Kind.ENUM, value: random.pick(type.getValues()).name };
  const number = random.below(7);
  switch (type.name) {
    case 'Int':
      return { kind: Kind.INT, value: String(number - 2) };
    case 'Float':
      return random.chance(0.5) ? { kind: Kind.FLOAT, value: `${number}.5` } : { kind: Kind.INT, value: `${number}` };
    case 'Boolean':
      return { kind: Kind.BOOLEAN, value: random.chance(0.5) };
    case 'ID':
      return random.chance(0.2) ? { kind: Kind.INT, value: `${number}` } : text(`id-${number}`, random);
    default:
      return text(random.pick(['', 'plain', `text-${number}`, 'quote " \\ \u2028 é', '$x', '{ }']), random);
  }
}

function text(value: string, random: Random): ValueNode {
  return { kind: Kind.STRING, value, block: random.chance(0.03) };
}
