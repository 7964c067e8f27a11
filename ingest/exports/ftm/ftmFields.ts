import { toFtmCountry, type Values } from '../../../schema/formats/ftm/entity.js';
import { type FtmSchema, propertiesOf } from '../../../schema/formats/ftm/model.js';
import { propertyNames } from '../../../schema/formats/ftm/propertyNames.js';
import { type Field, type Fields, isComputed } from '../../../schema/records/description/fields.js';
import { records } from '../../../schema/records/index.js';
import type { SourceRecord } from '../../records/record.js';
import { isPresent } from '../../rows/compile.js';

/** Called with each field whose value FollowTheMoney cannot hold. */
export type Lose = (field: string) => void;

/** Fields that are written elsewhere: as entities beside the subject, or together with others. */
const writtenElsewhere = new Set([
  ...['names', 'identifications', 'addresses', 'positions', 'sanctions', 'relations', 'interests'],
  ...['eori', 'registration', 'pastRegistrations'],
]);

/** Fields written after those that describe the subject. */
const last: readonly string[] = ['phones', 'emails', 'websites', 'notes', 'topics'];

/**
 * Values of the schema's properties from the fields of a record. Calls `lose` for a field with a value but no property.
 *
 * @param beside properties made of several fields
 */
export function writeFields(schema: FtmSchema, record: SourceRecord, lose: Lose, beside: Values = {}): Values {
  const fields = Object.entries<Field>(records[record.kind].fields).filter(([name]) => !writtenElsewhere.has(name));
  const write = (some: typeof fields) => valuesOf(schema, Object.fromEntries(some), record, '', lose);
  return {
    ...write(fields.filter(([name]) => !last.includes(name))),
    ...beside,
    ...write(fields.filter(([name]) => last.includes(name))),
  };
}

function valuesOf(schema: FtmSchema, fields: Fields, holder: object, path: string, lose: Lose): Values {
  const values: Record<string, Values[string]> = {};
  for (const [name, field] of Object.entries(fields)) {
    const stated = (holder as Readonly<Record<string, unknown>>)[name];
    if (isComputed(field) || !isPresent(stated)) continue;
    const property = propertiesOf(schema).get(propertyNames[name] ?? name);
    if (field.kind === 'json')
      Object.assign(values, valuesOf(schema, field.fields, stated as object, `${name}.`, lose));
    // Why no entity: the property refers to one by its key, and the record states a name.
    else if (property === undefined || property.type === 'entity') lose(`${path}${name}`);
    else values[property.name] = toValue(field, stated);
  }
  return values;
}

function toValue(field: Field, stated: unknown): Values[string] {
  const kind = field.kind === 'list' && 'of' in field ? field.of.kind : field.kind;
  if (kind !== 'country') return stated as Values[string];
  return Array.isArray(stated) ? stated.map(toFtmCountry) : toFtmCountry(stated as string);
}
