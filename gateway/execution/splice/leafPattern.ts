import {
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';

/*
 * The part of the JSON grammar (RFC 8259) that answers are sliced by, as sources of regular expressions. What a pattern
 * matches is copied to the client unread, so each takes only what the check of its type takes as well (`shape/leaf.ts`).
 * It may take less: what it misses is parsed.
 */

/** Characters that a string holds as they are: no quotation mark, no backslash, no control character. */
const unescaped = '[^"\\\\\\x00-\\x1f]*';
/** An escape as `JSON.stringify` writes it: `\n`, `\u001f`. */
const escaped = '\\\\(?:["\\\\bfnrt]|u[0-9a-f]{4})';
const string = `"${unescaped}(?:${escaped}${unescaped})*"`;

/** At most 15 digits, all of them below 2^53. No `-0`, no exponent. */
const int = '(?:-?[1-9]\\d{0,14}|0)';
/** Exponents of two digits stay finite. */
const exponent = '(?:e[+-]?\\d{1,2})';
/** `int` has no sign before a zero: `-0.25` is the second form, which ends in another digit so that it is not `-0`. */
const float = `(?:${int}(?:\\.\\d{1,17})?${exponent}?|-0\\.\\d{0,16}[1-9])`;

const boolean = '(?:true|false)';

const scalars: Readonly<Record<string, string>> = {
  String: string,
  ID: string,
  Int: int,
  Float: float,
  Boolean: boolean,
};

/** Any leaf but null: for fields that clients cannot name, and for custom scalars. */
const anyLeaf = `(?:${string}|${float}|${boolean})`;

/**
 * Source of a regular expression for a leaf of this type, or for lists of leaves; it takes null where the type does.
 * Undefined where the type is no leaf.
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
  if (isEnumType(type)) {
    // A GraphQL name holds no character that is special in a pattern.
    const names = type.getValues().map(({ name }) => name);
    return `"(?:${names.join('|')})"`;
  }
  if (!isScalarType(type)) return undefined;
  return isSpecifiedScalarType(type) ? scalars[type.name] : anyLeaf;
}
