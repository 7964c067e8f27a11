import {
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  specifiedScalarTypes,
} from 'graphql';

/*
 * The values that a leaf of the schema may have, as patterns over compact JSON. Each matches a part of what the value
 * checks of the shaper take, written as JSON.stringify would write it; whatever else may be valid goes the parsing way.
 */
const text = '"[^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\bfnrt]|u[0-9a-f]{4})[^"\\\\\\x00-\\x1f]*)*"';
const int = '(?:-?[1-9]\\d{0,14}|0)';
const float = '(?:(?:-?[1-9]\\d{0,14}|0)(?:\\.\\d{1,17})?(?:e[+-]?\\d{1,2})?|-0\\.\\d{0,16}[1-9])';
const boolean = '(?:true|false)';

const patterns: Readonly<Record<string, string>> = {
  String: text,
  ID: text,
  Int: int,
  Float: float,
  Boolean: boolean,
};

/** Any leaf but null, for fields that clients cannot name: keys and the like. */
const anyLeaf = `(?:${text}|${float}|${boolean})`;

/**
 * Source of a regular expression that matches a leaf, or lists of leaves, of this type; null allowed where the type
 * allows it. Undefined where the type is no leaf.
 *
 * @param type undefined: a leaf that the API schema does not know; never null
 */
export function leafPattern(type: GraphQLOutputType | undefined): string | undefined {
  if (type === undefined) return anyLeaf;
  if (isNonNullType(type)) return nonNull(type.ofType);
  const inner = nonNull(type);
  return inner === undefined ? undefined : `(?:${inner}|null)`;
}

function nonNull(type: GraphQLOutputType): string | undefined {
  if (isListType(type)) {
    const item = leafPattern(type.ofType);
    return item === undefined ? undefined : `\\[(?:${item}(?:,${item})*)?\\]`;
  }
  // Names of GraphQL hold nothing that a pattern would read as anything else.
  if (isEnumType(type))
    return `"(?:${type
      .getValues()
      .map(({ name }) => name)
      .join('|')})"`;
  if (!isScalarType(type)) return undefined;
  return isSpecified(type.name) ? patterns[type.name] : anyLeaf;
}

function isSpecified(name: string): boolean {
  return specifiedScalarTypes.some((scalar) => scalar.name === name);
}
