import { z } from 'zod';
import { mappedSources, sourceName } from '../../../policy/mayOriginate.js';
import { isObject } from '../../../schema/isObject.js';
import { mappedKinds } from '../catalogue/index.js';

/*
 * The shape of a mapping file. Short forms are expanded before they are checked, so that every mistake has one place and one
 * message; `meaning.ts` checks what the fields mean.
 */

const text = z.union([z.string(), z.number(), z.boolean()], 'must be a text').transform(String);
const texts = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(text).min(1));
const switchOn = z.boolean('must be true or false');
const columnName = z.strictObject({ column: text }, 'must be {column: NAME}');
const columnOrText = z.union([text, columnName], 'must be a text, or {column: NAME}');
const translation = z.record(
  z.string(),
  z.union([text, z.null()], 'must be a text or null'),
  'must be {VALUE OF THE FILE: VALUE OF THE RECORD}',
);
const unit = z.union(
  [text, z.strictObject({ column: text, map: translation.optional() }, 'must be {column: NAME}')],
  'must be a text, {column: NAME} or {column: NAME, map: {WORD: UNIT}}',
);
const orNull = z.union([text, z.null()], 'must be a text or null');

const formats = z.preprocess(
  (value) => (isObject(value) ? value : { format: value }),
  z.strictObject({ format: texts, zone: z.string().optional() }),
);
const numberForm = z.preprocess(
  (value) => (value === true ? {} : value),
  z.strictObject({
    decimal: z.enum(['.', ','], "must be '.' or ','").optional(),
    thousands: z.string().max(1, 'must be one character').optional(),
  }),
);

/** How a text may be read (`as`). */
const readings = [
  ...(['text', 'country', 'imo', 'mrn', 'container', 'eori'] as const),
  ...(['locode', 'hs', 'unit', 'package', 'transportMode'] as const),
] as const;

/** Where a value comes from and what is done to it, in the order of the members from `extract` on. */
const spec = z.preprocess(
  (value) => (['string', 'number', 'boolean'].includes(typeof value) ? { column: value } : value),
  z.strictObject(
    {
      column: text.optional(),
      /** Several columns, each a value of its own; `alias_*` means all numbered ones. */
      columns: texts.optional(),
      /** The first of these columns that has a value. */
      from: texts.optional(),
      /** A constant. */
      value: text.optional(),
      template: z.string('must be a text with {column} in it').optional(),
      /** The file may lack the columns. */
      optional: switchOn.optional(),
      trim: switchOn.optional(),
      /** Its first group, or all that it matches, is the value. */
      extract: z.string('must be a regular expression').optional(),
      /** Replacements of each match. */
      replace: z.record(z.string(), text, 'must be {REGULAR EXPRESSION: TEXT}').optional(),
      /** Each part is a value of its own. */
      split: z.string('must be a separator').min(1, 'must not be empty').optional(),
      upper: switchOn.optional(),
      lower: switchOn.optional(),
      /** Joins several values to one. */
      join: z.string('must be a separator').optional(),
      /** Values of the file to values of the record; compared without case. */
      map: translation.optional(),
      /** For values that `map` does not name; `keep` leaves them as they are. Absent: they are errors. */
      otherwise: orNull.optional(),
      as: z.enum(readings, `must be one of ${readings.join(', ')}`).optional(),
      date: texts.optional(),
      dateTime: formats.optional(),
      number: numberForm.optional(),
      integer: switchOn.optional(),
      money: z
        .strictObject(
          { currency: columnOrText, minor: switchOn.optional() },
          'must be {currency: EUR} or {currency: {column: NAME}}',
        )
        .optional(),
      /** Words of its map are compared without case; others are read as they are. */
      unit: unit.optional(),
      boolean: z.strictObject({ true: texts, false: texts }, 'must be {true: [...], false: [...]}').optional(),
      hash: switchOn.optional(),
      /** Where there is no value. */
      default: text.optional(),
      required: switchOn.optional(),
      /** The element of a group is there only where this field has a value. */
      makesElement: switchOn.optional(),
      /** What becomes of a record with a value that cannot be read: kept with a flag, rejected, or kept with null. */
      onError: z
        .preprocess(
          (value) => (value === null ? 'null' : value),
          z.enum(['flag', 'reject', 'null'], 'must be flag, reject or null'),
        )
        .optional(),
    },
    'must be a column, or an object with column, columns, from, value or template',
  ),
);

const condition = z.strictObject(
  {
    column: text,
    is: texts.optional(),
    isNot: texts.optional(),
    matches: z.string('must be a regular expression').optional(),
    empty: switchOn.optional(),
  },
  'must be an object with column and is, isNot, matches or empty',
);

const input = z.strictObject(
  {
    type: z.enum(['csv', 'tsv', 'jsonl', 'sql'], 'must be one of csv, tsv, jsonl, sql'),
    /** Unused for `jsonl` and `sql`. */
    delimiter: z.string('must be one character').length(1, 'must be one character').optional(),
    /** Label of the WHATWG Encoding Standard; absent: found out. */
    encoding: z.string('must be the name of an encoding').optional(),
    /** True: the first line names the columns. False: they are `#1`, `#2`. A list: their names, no line has them. */
    header: z.union([z.boolean(), z.array(text)], 'must be true, false or a list of names').default(true),
    /** Lines to skip before the header, or before the first record. */
    skipLines: z.int('must be a number of lines').min(0, 'must not be negative').default(0),
    /** Texts that mean "nothing", beside the empty one. */
    nullValues: z
      .preprocess(
        (value) => (Array.isArray(value) ? value.map((one) => one ?? 'null') : value),
        z.array(text, 'must be a list of texts'),
      )
      .default([]),
    decimal: z.enum(['.', ','], "must be '.' or ','").default('.'),
    /** Only rows for which all hold are records. */
    where: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(condition)).optional(),
    /** For `sql`. */
    query: z.string('must be a query').optional(),
    /** For `sql`: name of the environment variable that holds the connection string. */
    urlVariable: z.string('must be the name of an environment variable').optional(),
  },
  'must be an object with type',
);

const key = z.preprocess(
  (value) => (value === undefined || isObject(value) ? value : { columns: value }),
  z.strictObject(
    {
      columns: texts.optional(),
      hash: texts.optional(),
      replace: z.record(z.string(), text, 'must be {REGULAR EXPRESSION: TEXT}').optional(),
    },
    'must be a column, a list of columns, or {hash: [...]}',
  ),
);

const constants = z.union([text, z.array(text)], 'must be a text, a list, or an object with column');
const envelopeValue = z.preprocess(
  (value) => (isObject(value) ? { spec: value } : { constant: value }),
  z.object({ spec: spec.optional(), constant: constants.optional() }),
);

/** A whole mapping file. */
export const mappingShape = z.strictObject({
  version: z.preprocess((value) => (Number(value) === 1 ? 1 : value), z.literal(1, 'must be 1')),
  source: z
    .string('must be a name')
    .regex(sourceName, 'must be at most 63 lower-case letters, digits and hyphens')
    // Why: keys are unique in a source. Two registers under one name would take each other's keys, and each whole list
    // would withdraw the other.
    .refine((name) => name !== mappedSources, 'must name the register: two that share a source share their keys'),
  kind: z.enum(mappedKinds, `must be one of ${mappedKinds.join(', ')}`),
  input,
  key,
  sameKey: z.enum(['reject', 'merge'], 'must be reject or merge').default('reject'),
  envelope: z.record(z.string(), envelopeValue, 'must be an object').default({}),
  fields: z.record(z.string(), spec, 'must be an object: FIELD: COLUMN'),
  ignore: z.union([z.literal('rest'), z.array(text)], 'must be a list of columns, or rest').default([]),
});

/** A mapping file's shape, read. */
export type MappingFile = z.output<typeof mappingShape>;

/** Keys that are allowed in each place, for hints. */
export const knownWords = {
  mapping: Object.keys(mappingShape.shape),
  input: Object.keys(input.shape),
  spec: Object.keys(spec.out.shape),
  condition: Object.keys(condition.shape),
} as const;
