import {
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';

/*
 * What a leaf of the schema may be, as patterns over JSON as JSON.stringify writes it. Each matches a part of what the checks of
 * the shaper take (`shape/leaf.ts`); whatever else may be valid goes the parsing way.
 */
const plain = '[^"\\\\\\x00-\\x1f]*';
const escaped = '\\\\(?:["\\\\bfnrt]|u[0-9a-f]{4})';
const text = `"${plain}(?:${escaped}${plain})*"`;
const int = '(?:-?[1-9]\\d{0,14}|0)';
const float = `(?:${int}(?:\\.\\d{1,17})?(?:e[+-]?\\d{1,2})?|-0\\.\\d{0,16}[1-9])`;
const boolean = '(?:true|false)';

const patterns: Readonly<Record<string, string>> = { String: text, ID: text, Int: int, Float: float, Boolean: boolean };

/** Any leaf but null, for fields that clients cannot name, and for scalars of which only the sources know more. */
const anyLeaf = `(?:${text}|${float}|${boolean})`;

/**
 * Source of a regular expression that matches a leaf, or lists of leaves, of this type; null allowed where the type
 * allows it. Undefined where the type is no leaf.
 *
 * @param type undefined: a leaf that the API schema does not know; never null
 */
export function leafPattern(type: GraphQLOutputType | undefined): string | undefined {
  if (type === undefined) return anyLeaf;
  if (isNonNullType(type)) return valuePattern(type.ofType);
  const value = valuePattern(type);
  return value && `(?:${value}|null)`;
}

function valuePattern(type: GraphQLOutputType): string | undefined {
  if (isListType(type)) {
    const item = leafPattern(type.ofType);
    return item && `\\[(?:${item}(?:,${item})*)?\\]`;
  }
  // Names of GraphQL hold nothing that a pattern would read as anything else.
  if (isEnumType(type))
    return `"(?:${type
      .getValues()
      .map(({ name }) => name)
      .join('|')})"`;
  if (!isScalarType(type)) return undefined;
  return isSpecifiedScalarType(type) ? patterns[type.name] : anyLeaf;
}
