import { type Field, type GroupField, isEnum, type ScalarField } from '../../../schema/records/description/fields.js';
import { parsers } from '../../../schema/records/description/parse.js';
import type { EnvelopeRow } from '../rows.js';
import { foreign, identifier, rowKey } from '../wall/reference.js';
import { codesWithin, type Member, shownCodes } from './objectPlan.js';
import type { OwnMember } from './own.js';

/** A row as PostgreSQL returns it: columns by name. */
export type RecordRow = EnvelopeRow & Readonly<Record<string, unknown>>;

/** A record or a child as the SDL shapes it, still unprojected: every value is raw. */
export type RawObject = Record<string, unknown>;

/** Fills a member of an object: by columns of the description, by a function, or by a flag alone. */
export type Filling = Member | OwnMember | Flag;

/** The column that says whether a member has a value, where the viewer may know no more of it. */
export interface Flag {
  readonly kind: 'flag';
  readonly column: string;
}

/**
 * Generates the function that turns a row into the object of the SDL, once for what is needed. An empty list, an object
 * without values, and a code that the SDL does not know become null.
 *
 * @param of a child's row has the id of its record, which becomes the object's `rowKey`; its own id is `child_id`, where
 *   that is selected
 * @param keyOf the `rowKey` in place of that id
 */
export function compileToObject(
  of: 'record' | 'child',
  fillings: ReadonlyMap<string, Filling>,
  keyOf?: (row: never) => unknown,
): (row: RecordRow) => RawObject {
  const values: unknown[] = [];
  const key = keyOf && `[rowKey]: ${held(values, keyOf)}(row)`;
  const body = [...fillings].map(([name, filling]) => `${plainName(name)}: ${emitFilling(filling, values)}`);
  const code = `'use strict';
    const { foreign, identifier, instant, listOrNull, shownCodes, entries, properties, unlessEmpty, rowKey } = kit;
    return (row) => ({ ${[...ids[of], ...(key ? [key] : []), ...body].join(',\n')} });`;
  return new Function('kit', 'held', code)(kit, values) as (row: RecordRow) => RawObject;
}

const ids = { record: ['id: row.id'], child: ['id: row.child_id', '[rowKey]: row.id'] } as const;

/** What generated code calls. */
const kit = { foreign, identifier, instant, listOrNull, shownCodes, entries, properties, unlessEmpty, rowKey };

function emitFilling(filling: Filling, values: unknown[]): string {
  if (!('kind' in filling)) return `${held(values, filling.make)}(row)`;
  return filling.kind === 'flag' ? `row.${plainName(filling.column)} ? true : null` : emitMember(filling, values);
}

function emitMember(member: Member, values: unknown[]): string {
  if (member.kind === 'object') {
    const body = [...member.members].map(([name, each]) => `${plainName(name)}: ${emitMember(each, values)}`);
    return `unlessEmpty({ ${body.join(', ')} })`;
  }
  const stored = `row.${plainName(member.column.name)}`;
  if (member.kind === 'column') return emitValue(member.column.field, stored, values);
  const { kind, store } = member.column.field as ScalarField;
  // Why not otherwise: a value stored as stated leads on as stated, in whatever form.
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

/** Holds a value for the generated code, and returns the code that reads it. */
function held(values: unknown[], value: unknown): string {
  return `held[${values.push(value) - 1}]`;
}

/** The only text that enters the code is names of descriptions, checked to be names. */
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

/** Null where every member is null: an object that holds no data. */
export function unlessEmpty<Members extends object>(members: Members): Members | null {
  for (const name in members) if (members[name] !== null) return members;
  return null;
}

function entries(stored: unknown, replace: ReturnType<typeof codesWithin>): unknown {
  if (!Array.isArray(stored)) return stored === null || replace === null ? stored : replace(stored as never);
  return listOrNull(replace === null ? stored : stored.map(replace));
}

/** Properties of any name, as a list of names, each with its values as texts. */
function properties(stored: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(stored).map(([name, value]) => ({
    name,
    values: (Array.isArray(value) ? value : [value]).map(String),
  }));
}
