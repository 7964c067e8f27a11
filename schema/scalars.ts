import { GraphQLScalarType, type GraphQLSchema, isScalarType, Kind, type ValueNode } from 'graphql';
import { badUserInput } from './errors.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;
/** RFC 3339, section 5.6; a leap second is no instant here. */
const RFC3339 = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** What a scalar is, in words, and how it is read: what was not understood is undefined. */
interface Form {
  readonly words: string;
  /** Of what a client sends. */
  readonly read: (text: string) => string | undefined;
  /** Of what a source answers. */
  readonly write: (value: unknown) => string | undefined;
}

const forms = {
  DateTime: {
    words: 'an instant, RFC 3339 with Z or an offset: 2026-11-25T10:00:00Z',
    read: readInstant,
    write: (value) => {
      const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
      if (typeof text !== 'string' || !INSTANT.test(text) || Number.isNaN(Date.parse(text))) return undefined;
      // Why: one instant, one spelling, whichever source states it.
      return text.replace('.000Z', 'Z');
    },
  },
  PartialDate: {
    words: 'a date: 1961, 1961-04 or 1961-04-12',
    read: (text) => (PARTIAL_DATE.test(text) && isDay(text) ? text : undefined),
    write: (value) => (typeof value === 'string' && PARTIAL_DATE.test(value) ? value : undefined),
  },
} as const satisfies Record<string, Form>;

/** Scalars of schema/shared.graphql. No error repeats the value: it may be a record's. */
export const scalars: Readonly<Record<keyof typeof forms, GraphQLScalarType>> = {
  DateTime: scalar('DateTime', forms.DateTime),
  PartialDate: scalar('PartialDate', forms.PartialDate),
};

/** An instant as answers have it, for what is compared with an answer. */
export function instantAsShown(instant: string): string {
  return String(scalars.DateTime.serialize(instant));
}

/**
 * Teaches the scalars of a schema that was made of an SDL text to read what clients send, as the sources do: before,
 * they take anything. What they write stays as it is: it was written by a source.
 */
export function teachScalars(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
}

function scalar(name: string, { words, read, write }: Form): GraphQLScalarType {
  const refuse = (node?: ValueNode): never => {
    throw badUserInput(`${name} is ${words}.`, node ? { nodes: [node] } : {});
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => write(value) ?? refuse(),
    parseValue: (value) => (typeof value === 'string' ? read(value) : undefined) ?? refuse(),
    parseLiteral: (node) => (node.kind === Kind.STRING ? read(node.value) : undefined) ?? refuse(node),
  });
}

/** An instant in UTC, of the years 1 to 9999 as PostgreSQL and RFC 3339 both have them, to the microsecond. */
function readInstant(text: string): string | undefined {
  const [, date = '', time = '', fraction = '', zone = ''] = RFC3339.exec(text) ?? [];
  const instant = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(instant) || !isDay(date) || time.startsWith('24')) return undefined;
  const utc = new Date(instant).toISOString();
  if (!/^(?!0000)\d{4}-/.test(utc)) return undefined;
  const digits = fraction.slice(0, 7).replace(/\.?0*$/, '');
  return `${utc.slice(0, 19)}${digits}Z`;
}

/** Whether the month has that day, and the year is one. Why: `Date.parse` takes the 30th of February for March. */
function isDay(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year > 0 && day <= days;
}
