import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { SubgraphModule } from '../module.js';
import type { Shapes, TypeShape } from '../shape.js';

/** Where the rows of a type are that have an id and a verdict of their own: records, and links to persons. */
export interface Placed {
  readonly shape: TypeShape;
  /** The record under whose envelope a row is. */
  readonly recordType: string;
  /** With the record as `r`. */
  readonly from: RawBuilder<unknown>;
  /** Public id of the row. */
  readonly key: RawBuilder<string>;
  readonly link: LinkColumns | null;
}

type Module = Pick<SubgraphModule<string>, 'tables' | 'links'>;

/** Where such rows of a source are; null for a type without them. */
export function placeOf({ tables = {}, links = {} }: Module, shapes: Shapes, type: string): Placed | null {
  const shape = shapes.get(type);
  const recordType = recordOf(type)?.type ?? '';
  const table = tables[recordType];
  if (!shape || table === undefined) return null;
  const own = links[table]?.find(({ link }) => link.type === type);
  if (type === recordType)
    return { shape, recordType, from: sql.raw(`${table} r`), key: sql.raw('r.id'), link: own?.link ?? null };
  return own
    ? { shape, recordType, from: own.from, key: sql.ref<string>(`${own.link.alias}.id`), link: own.link }
    : null;
}

/** The record type that this type is, or in one of whose lists it is. */
function recordOf(type: string): RecordDescription | undefined {
  const all = Object.values<RecordDescription>(records);
  const isListed = ({ fields }: RecordDescription): boolean =>
    Object.values(fields).some((field) => 'type' in field && field.type === type);
  return all.find((each) => each.type === type) ?? all.find(isListed);
}

/** The source that keeps such rows; null where none does. */
export function sourceOfRows(type: string): RecordSourceName | null {
  return (recordOf(type)?.source ?? null) as RecordSourceName | null;
}

/** Whether a coordinate is a field that the row's own verdict decides: not that of a record, or a link to a person, below it. */
export function isFieldOf(
  shape: TypeShape,
  coordinate: string,
  { module, shapes }: { readonly module: Module; readonly shapes: Shapes },
): boolean {
  const [typeName, field = ''] = coordinate.split('.');
  const seen = new Set([shape.name]);
  for (const name of seen) {
    const each = shapes.get(name);
    if (name === typeName) return each?.fields.has(field) === true;
    for (const { kind, named } of each?.fields.values() ?? [])
      if (kind === 'object' && placeOf(module, shapes, named) === null && shapes.get(named)?.namesPerson !== true)
        seen.add(named);
  }
  return false;
}
