import { GraphQLScalarType, type GraphQLSchema, isScalarType, Kind, type ValueNode } from 'graphql';
import { badUserInput } from './errors.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;
/** RFC 3339, section 5.6; leap seconds are not accepted. */
const RFC3339 = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** A scalar in words, and how it is read and written; undefined for a value that it does not accept. */
interface Form {
  readonly words: string;
  /** Reads what a client sends. */
  readonly read: (text: string) => string | undefined;
  /** Writes what a source answers. */
  readonly write: (value: unknown) => string | undefined;
}

const forms = {
  DateTime: {
    words: 'an instant, RFC 3339 with Z or an offset: 2026-11-25T10:00:00Z',
    read: readInstant,
    write: (value) => {
      const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
      if (typeof text !== 'string' || !INSTANT.test(text) || Number.isNaN(Date.parse(text))) return undefined;
      // One spelling for each instant, whichever source states it.
      return text.replace('.000Z', 'Z');
    },
  },
  PartialDate: {
    words: 'a date: 1961, 1961-04 or 1961-04-12',
    read: (text) => (isPartialDate(text) ? text : undefined),
    write: (value) => (typeof value === 'string' && PARTIAL_DATE.test(value) ? value : undefined),
  },
} as const satisfies Record<string, Form>;

/** The scalars of schema/shared.graphql. Errors do not repeat the value: it may be a record's. */
export const scalars: Readonly<Record<keyof typeof forms, GraphQLScalarType>> = {
  DateTime: scalar('DateTime', forms.DateTime),
  PartialDate: scalar('PartialDate', forms.PartialDate),
};

/** Whether a text is a PartialDate that exists: no `1961-02-31`. */
export function isPartialDate(text: string): boolean {
  return PARTIAL_DATE.test(text) && isDay(text);
}

/** An instant as it appears in answers. */
export function instantAsShown(instant: string): string {
  return String(scalars.DateTime.serialize(instant));
}

/**
 * Makes the scalars of a schema built from SDL parse what clients send as the sources do; otherwise they accept anything. They
 * still serialise any value, since a source has written it.
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

/** An instant in UTC, to the microsecond, in the years 1 to 9999 that PostgreSQL and RFC 3339 share. */
function readInstant(text: string): string | undefined {
  const [, date = '', time = '', fraction = '', zone = ''] = RFC3339.exec(text) ?? [];
  const instant = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(instant) || !isDay(date) || time.startsWith('24')) return undefined;
  const utc = new Date(instant).toISOString();
  if (!/^(?!0000)\d{4}-/.test(utc)) return undefined;
  const digits = fraction.slice(0, 7).replace(/\.?0*$/, '');
  return `${utc.slice(0, 19)}${digits}Z`;
}

/** Whether the date exists: `Date.parse` would take 30 February for a day in March. */
function isDay(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year > 0 && day <= days;
}
