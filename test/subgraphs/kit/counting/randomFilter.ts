import { type GraphQLInputObjectType, type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import { pick, type Random } from '../compiled/randomOperation.js';

/** Beginnings that many texts of the demonstration have, and some that none has. */
const beginnings = [...'0123456789ABCDEGHILMNOPRSTUZ', 'NL', 'DE', '26', '84', 'Q', '?'];

/** A random filter of an input such as `SeizureFilter`: leaves that find some, joined and negated; rarely one that finds nothing. */
export function randomFilter(schema: GraphQLSchema, input: string, random: Random, depth = 0): object {
  const type = schema.getType(input);
  if (!isInputObjectType(type)) throw new Error(`${input} is no input`);
  const below = () => randomFilter(schema, input, random, depth + 1);
  const shape = depth < 2 ? random() : 1;
  if (shape < 0.12) return { not: below() };
  if (shape < 0.24) return { or: [below(), below()] };
  if (shape < 0.32) return { and: [below(), below()] };
  const leaves = Object.values(type.getFields()).filter(({ name }) => !['and', 'or', 'not'].includes(name));
  const leaf = pick(random, leaves);
  return { [leaf.name]: randomOperators(leaf.type as GraphQLInputObjectType, random) };
}

function randomOperators(type: GraphQLInputObjectType, random: Random): object {
  if ('isNull' in type.getFields() && random() < 0.15) return { isNull: random() < 0.5 };
  const of = type.getFields().eq?.type;
  if (isEnumType(of)) return { in: of.getValues().flatMap(({ name }) => (random() < 0.4 ? [name] : [])) };
  switch (type.name) {
    case 'FloatFilter':
      return random() < 0.5 ? { gte: Math.floor(random() * 5000) } : { lte: Math.floor(random() * 5000) };
    case 'DateTimeFilter':
      return { gte: new Date(Date.UTC(2025, Math.floor(random() * 24), 1)).toISOString() };
    case 'StringFilter':
      return { startsWith: pick(random, beginnings) };
    case 'NameFilter':
      return { eq: 'Nemo Nusquam' };
    case 'PeriodFilter':
      return { gte: String(2018 + Math.floor(random() * 8)) };
    case 'SeizureWithin':
    case 'IncidentWithin':
      return { place: pick(random, ['NL', 'NLRTM', 'BE', 'ES']) };
    default:
      return 'startsWith' in type.getFields() ? { startsWith: pick(random, beginnings) } : { isNull: false };
  }
}
