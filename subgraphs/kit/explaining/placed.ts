import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import type { RecordSourceName } from '../../../schema/sources.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { SubgraphModule } from '../module.js';
import type { FieldShape, Shapes, TypeShape } from '../shape.js';

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

/** A field, and the type that it is of. */
interface PlacedField {
  readonly type: string;
  readonly name: string;
  readonly field: FieldShape;
}

/** Fields that the row's own verdict decides: its own and those of objects within, not of a record or a link to a person below. */
export function fieldsDecidedBy(
  shape: TypeShape,
  { module, shapes }: { readonly module: Module; readonly shapes: Shapes },
): readonly PlacedField[] {
  const seen = new Set([shape]);
  const found: PlacedField[] = [];
  for (const { name: type, fields } of seen)
    for (const [name, field] of fields) {
      found.push({ type, name, field });
      const below = field.kind === 'object' ? shapes.get(field.named) : undefined;
      if (below && placeOf(module, shapes, below.name) === null && !below.namesPerson) seen.add(below);
    }
  return found;
}
