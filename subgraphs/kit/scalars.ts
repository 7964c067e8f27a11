import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;
const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** Scalars of schema/shared.graphql. Neither error repeats the value: it may be a record's. */
export const scalars = {
  DateTime: scalar('DateTime', 'an instant in UTC: 2026-11-25T10:00:00Z', (value) => {
    const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
    if (typeof text !== 'string' || !INSTANT.test(text) || Number.isNaN(Date.parse(text))) return undefined;
    // Why: one instant, one spelling, whichever source states it.
    return text.replace('.000Z', 'Z');
  }),
  PartialDate: scalar('PartialDate', 'a date: 1961, 1961-04 or 1961-04-12', (value) =>
    typeof value === 'string' && PARTIAL_DATE.test(value) ? value : undefined,
  ),
} as const;

function scalar(name: string, form: string, read: (value: unknown) => string | undefined): GraphQLScalarType {
  const check = (value: unknown): string => {
    const text = read(value);
    if (text === undefined) throw new GraphQLError(`${name} is ${form}.`);
    return text;
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}
