import type { FieldColumn } from '../../../schema/records/description/columns.js';
import type { Fields } from '../../../schema/records/description/fields.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { Need, Needs } from '../asked/needs.js';
import { hasValue } from './hasValue.js';
import { columnsWithin, type Member, planObject } from './objectPlan.js';
import type { OwnMember, OwnMembers } from './own.js';
import { compileToObject, type Filling, type RawObject, type RecordRow } from './toObject.js';

/** The columns read of a row, and the object of the SDL made of them. */
export interface Select {
  readonly columns: RawBuilder<unknown>;
  readonly toObject: (row: RecordRow) => RawObject;
}

/** Where the members of an object come from. */
export interface Selecting {
  /** A child's rows are joined with their record's. */
  readonly of: 'record' | 'child';
  /** Columns that are read whatever is needed, e.g. `r.id`. */
  readonly keys: string;
  /** Alias of the table that the fields are columns of. */
  readonly alias: string;
  readonly fields: Fields;
  readonly own?: OwnMembers | undefined;
  /** The `rowKey` of the object, where that is not the record's id. */
  readonly keyOf?: ((row: never) => unknown) | undefined;
}

/** Reads only the members that are needed; all of them where `needs` is null. */
export function compileSelect({ of, keys, alias, fields, own = {}, keyOf }: Selecting, needs: Needs | null): Select {
  const columns = new Map<string, RawBuilder<unknown>>();
  const fillings = new Map<string, Filling>();
  const members = new Map<string, Member | OwnMember>([...planObject(fields), ...Object.entries(own)]);
  for (const [name, member] of members) {
    const need: Need | undefined = needs === null ? 'value' : needs.get(name);
    if (need === undefined) continue;
    const flag = need === 'presence' && 'kind' in member ? hasValue(member, alias) : null;
    if (flag !== null) {
      const column = `has_${name}`;
      columns.set(column, sql.raw(`${flag} as "${column}"`));
      fillings.set(name, { kind: 'flag', column });
      continue;
    }
    fillings.set(name, member);
    if ('kind' in member) for (const column of columnsWithin(member)) columns.set(column.name, ofTable(column, alias));
    else for (const [column, made] of Object.entries(member.columns)) columns.set(column, named(made, column));
  }
  return { columns: sql.join([sql.raw(keys), ...columns.values()]), toObject: compileToObject(of, fillings, keyOf) };
}

function ofTable({ name, type }: FieldColumn, alias: string): RawBuilder<unknown> {
  // Why: the SDL's numbers are floats, and no amount beyond their precision is kept.
  return sql.raw(type === 'int8' ? `cast(${alias}.${name} as float8) as ${name}` : `${alias}.${name}`);
}

function named(made: RawBuilder<unknown>, column: string): RawBuilder<unknown> {
  return sql`${made} as ${sql.raw(column)}`;
}
