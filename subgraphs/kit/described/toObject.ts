import type { Field, Fields, GroupField, ScalarField } from '../../../schema/records/description/fields.js';
import { parsers } from '../../../schema/records/description/parse.js';
import type { EnvelopeRow } from '../types.js';
import { foreign, identifier, rowKey } from '../wall/stub.js';
import { codesWithin, isEnum, type Member, planObject, shownCodes } from './objectPlan.js';

/** A row as PostgreSQL gives it: columns by name. */
export type RecordRow = EnvelopeRow & Readonly<Record<string, unknown>>;

/** What a record's own source says of a member of its object that no column fills as it stands. */
export type OwnMembers<Row = RecordRow> = Readonly<Record<string, (row: Row) => unknown>>;

/** A record or a child as the SDL shapes it, still unprojected: every value is raw. */
export type RawObject = Record<string, unknown>;

/**
 * Makes the function that turns a row into the object of the SDL: an empty list, an object without values, and a code that
 * the SDL does not know are null. It is generated once for a description, and walks nothing for a row.
 *
 * @param of a child's rows are under the envelope and the id of their record, which the object keeps as its `rowKey`;
 *   its own id is `child_id`, where that is selected
 * @param own members that no column fills as it stands, by name; they go before those of the description
 */
export function compileToObject(
  of: 'record' | 'child',
  fields: Fields,
  own: OwnMembers<never> = {},
): (row: RecordRow) => RawObject {
  const values: unknown[] = [];
  const members = emitMembers(planObject(fields), values).filter(([name]) => !Object.hasOwn(own, name));
  const stated = Object.entries(own).map(([name, make]) => [name, `${held(values, make)}(row)`] as const);
  const body = [...members, ...stated].map(([name, code]) => `${plainName(name)}: ${code}`);
  const code = `'use strict';
    const { foreign, identifier, instant, listOrNull, shownCodes, entries, properties, unlessEmpty, rowKey } = kit;
    return (row) => ({ ${[...ids[of], ...body].join(',\n')} });`;
  return new Function('kit', 'held', code)(kit, values) as (row: RecordRow) => RawObject;
}

const ids = { record: ['id: row.id'], child: ['id: row.child_id', '[rowKey]: row.id'] } as const;

/** What generated code calls. */
const kit = { foreign, identifier, instant, listOrNull, shownCodes, entries, properties, unlessEmpty, rowKey };

type Emitted = readonly (readonly [name: string, code: string])[];

function emitMembers(members: ReadonlyMap<string, Member>, values: unknown[]): Emitted {
  return [...members].map(([name, member]) => [name, emitMember(member, values)] as const);
}

function emitMember(member: Member, values: unknown[]): string {
  if (member.kind === 'object') {
    const body = emitMembers(member.members, values).map(([name, code]) => `${plainName(name)}: ${code}`);
    return `unlessEmpty({ ${body.join(', ')} })`;
  }
  const stored = `row.${plainName(member.column.name)}`;
  if (member.kind === 'column') return emitValue(member.column.field, stored, values);
  const { kind, store } = member.column.field as ScalarField;
  // Why only then: what is stored as stated leads on as stated, in whatever form.
  const parse = store && parsers[kind];
  const value = parse ? `(${stored} === null ? null : ${held(values, parse)}(${stored}))` : stored;
  return `identifier(${JSON.stringify(member.type)}, { ${plainName(member.key)}: ${value} })`;
}

function emitValue(field: Field, stored: string, values: unknown[]): string {
  if (isEnum(field)) return `(${held(values, field.codes.values)}.get(${stored}) ?? null)`;
  switch (field.kind) {
    case 'instant':
      return `instant(${stored})`;
    case 'pointer':
      return `foreign(${JSON.stringify((field as ScalarField).to)}, ${stored})`;
    case 'list': {
      const { of } = field as Extract<Field, { readonly kind: 'list' }>;
      return `listOrNull(${isEnum(of) ? `shownCodes(${held(values, of.codes.values)}, ${stored})` : stored})`;
    }
    case 'json':
    case 'entries':
      return `entries(${stored}, ${held(values, codesWithin((field as GroupField).fields))})`;
    case 'properties':
      return `properties(${stored})`;
    default:
      return stored;
  }
}

/** The code by which generated code reads a value of ours. */
function held(values: unknown[], value: unknown): string {
  return `held[${values.push(value) - 1}]`;
}

/** Names of descriptions are the only text that gets into the code, and are checked to be names. */
function plainName(word: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(word)) throw new Error('not a name');
  return word;
}

/** An instant as the SDL's `DateTime` writes it, in UTC. */
export function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** A list, or null where it is empty: an empty list holds no data. */
export function listOrNull<Item>(list: readonly Item[]): readonly Item[] | null {
  return list.length > 0 ? list : null;
}

/** Null where every member is null: an object that holds no data says nothing. */
export function unlessEmpty<Members extends object>(members: Members): Members | null {
  for (const name in members) if (members[name] !== null) return members;
  return null;
}

function entries(stored: unknown, check: ReturnType<typeof codesWithin>): unknown {
  if (!Array.isArray(stored)) return stored === null || check === null ? stored : check(stored as never);
  return listOrNull(check === null ? stored : stored.map(check));
}

/** Properties of any name, as a list of names with their values as texts. */
function properties(stored: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(stored).map(([name, value]) => ({
    name,
    values: (Array.isArray(value) ? value : [value]).map(String),
  }));
}
