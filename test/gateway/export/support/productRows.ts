import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { type CompiledRows, compileRows } from '../../../../gateway/export/rows/compileRows.js';
import { entityKeys } from '../../../../gateway/export/rows/entityKeys.js';
import type { ExportedObject, ExportRow, FieldShape, ObjectShape } from '../../../../gateway/export/rows/shape.js';
import { readApiSchema } from '../../../../gateway/supergraph/apiSchema.js';
import { readPackageFile } from '../../../../schema/files.js';
import { unfolded } from '../../../support/unfolded.js';
import { hostileTexts } from './arbitraryRows.js';

const supergraph = readPackageFile('schema', 'supergraph.graphql');
const schema: GraphQLSchema = await readApiSchema(supergraph);
const keys = entityKeys(parse(supergraph, { noLocation: true }), schema);

/** The rows of a field of the query, with every field that needs no argument, down to a depth. */
export function everyField(rootField: string, depth: number): CompiledRows {
  const query = schema.getQueryType() as GraphQLNamedType;
  const type = 'getFields' in query ? query.getFields()[rootField]?.type : undefined;
  if (!type) throw new Error(`no ${rootField}`);
  return compileRows(schema, unfolded(parse(`{ ${rootField} ${selectionOf(getNamedType(type), depth)} }`)), keys);
}

function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (!('getFields' in type)) return '';
  const isPage = isObjectType(type) && type.getFields().edges !== undefined;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (!('args' in field) || field.args.some((argument: GraphQLArgument) => isRequiredArgument(argument))) return [];
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return [field.name];
    const isWrapper = isPage || field.name === 'node';
    if (!isWrapper && depth === 0) return [];
    return [`${field.name} ${selectionOf(named, isWrapper ? depth : depth - 1)}`];
  });
  return `{ ${fields.length === 0 ? '__typename' : fields.join(' ')} }`;
}

/** What texts and ids are, in invented rows. */
interface Invented {
  readonly text: fc.Arbitrary<string>;
  /** The end of an id. */
  readonly id: fc.Arbitrary<string>;
}

const hostile: Invented = {
  text: fc.oneof(fc.constantFrom(...hostileTexts.slice(0, -1)), fc.string({ maxLength: 12 })),
  id: fc.constantFrom('a', 'b', 'c'),
};

/** Rows of that shape, with values of the kinds that each field has; hostile texts, and few ids, where nothing else is said. */
export function productRows(root: ObjectShape, invented = hostile): fc.Arbitrary<readonly ExportRow[]> {
  const records = fc.array(recordOf(root, invented), { minLength: 1, maxLength: 3 });
  return records.map((some) => some.map((record) => ({ record, cells: [], more: [] })));
}

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ID: fc.constantFrom('a', 'b', 'c'),
  Int: fc.integer(),
  Float: fc.double({ noNaN: true, noDefaultInfinity: true }),
  Boolean: fc.boolean(),
  DateTime: fc.constantFrom('2026-11-25T10:00:00Z', '2026-11-25T10:00:00.123Z'),
  PartialDate: fc.constantFrom('1961', '1961-04', '1961-04-12'),
};

function valuesOf(type: string, name: string, { text }: Invented): fc.Arbitrary<unknown> {
  const named = schema.getType(type);
  if (isEnumType(named)) return fc.constantFrom(...named.getValues().map(({ name }) => name));
  if (/countr|nationality|jurisdiction|flag/i.test(name) && type === 'String') return fc.constantFrom('NL', 'RU', '??');
  return scalars[type] ?? text;
}

function recordOf(shape: ObjectShape, invented: Invented): fc.Arbitrary<ExportedObject> {
  const fields = Object.entries(shape.fields).map(([name, field]) => {
    if (name === 'id' || name === shape.key)
      return [name, invented.id.map((tail) => `${shape.type.toLowerCase()}_${tail}`)] as const;
    return [name, fc.option(fieldOf(field, name, invented), { freq: 4 })] as const;
  });
  return fc.record(Object.fromEntries(fields));
}

function fieldOf(field: FieldShape, name: string, invented: Invented): fc.Arbitrary<unknown> {
  if (field.kind === 'object') return recordOf(field.of, invented);
  if (field.kind === 'list') return fc.array(recordOf(field.of, invented), { maxLength: 2 });
  const value = valuesOf(field.type, name, invented);
  return field.isList ? fc.array(value, { maxLength: 2 }) : value;
}
