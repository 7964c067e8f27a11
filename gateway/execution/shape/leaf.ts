import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** Kinds of leaves. `any`: a custom scalar, which only its sources can check. */
export type LeafKind = 'any' | 'boolean' | 'enum' | 'float' | 'id' | 'int' | 'string';

/** What a scalar or enum value must be. */
export interface LeafCheck {
  readonly is: LeafKind;
  /** Present for an enum: the values of the API schema. */
  readonly values?: ReadonlySet<string>;
}

const integer = /^(?:0|-?[1-9]\d*)$/;

/** The check of a leaf type. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) return { is: 'enum', values: new Set(type.getValues().map(({ name }) => name)) };
  return { is: isSpecifiedScalarType(type) ? (type.name.toLowerCase() as LeafKind) : 'any' };
}

/**
 * Whether a source's value is one of its type. The rules are those of Apollo's executor: an ID may be an integer, an
 * Int of any size, a Float is finite.
 */
export function isLeafValue({ is, values }: LeafCheck, value: unknown): boolean {
  switch (is) {
    case 'any':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'enum':
      return typeof value === 'string' && values?.has(value) === true;
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'id':
      return typeof value === 'string' || isInteger(value);
    case 'int':
      return isInteger(value);
    case 'string':
      return typeof value === 'string';
  }
}

/** True for numbers that are written without a point or an exponent. */
function isInteger(value: unknown): boolean {
  return typeof value === 'number' && ((value | 0) === value || integer.test(String(value)));
}
