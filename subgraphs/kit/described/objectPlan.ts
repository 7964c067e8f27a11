import { columnsOf, type FieldColumn } from '../../../schema/records/description/columns.js';
import type { Field, Fields, GroupField, ScalarField } from '../../../schema/records/description/fields.js';

/** What fills one member of an object of the SDL. */
export type Member =
  | { readonly kind: 'column'; readonly column: FieldColumn }
  | { readonly kind: 'identifier'; readonly column: FieldColumn; readonly type: string; readonly key: string }
  | { readonly kind: 'object'; readonly members: Map<string, Member> };

/** The object of the SDL that the columns of a record, or of an entry of a child, fill: members by name. */
export function planObject(fields: Fields): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const column of columnsOf(fields)) {
    const { node, field, part } = column;
    if (node) put(members, part ? [...node, part] : node, { kind: 'column', column });
    const leads = leadsOf(field);
    const place = leads?.node === undefined ? node : column.within && [...column.within, ...leads.node.split('.')];
    if (leads && place) put(members, place, { kind: 'identifier', column, type: leads.type, key: leads.key });
  }
  return members;
}

/** Columns that fill a member, each once. */
export function columnsWithin(member: Member): readonly FieldColumn[] {
  if (member.kind !== 'object') return [member.column];
  return [...new Set([...member.members.values()].flatMap(columnsWithin))];
}

function leadsOf(field: Field) {
  return (
    field.leadsTo ?? (field.kind === 'unlocode' ? { type: 'Location', key: 'unlocode', node: undefined } : undefined)
  );
}

function put(members: Map<string, Member>, [name = '', ...rest]: readonly string[], member: Member): void {
  if (rest.length === 0) {
    members.set(name, member);
    return;
  }
  const known = members.get(name);
  const below = known?.kind === 'object' ? known.members : new Map<string, Member>();
  members.set(name, { kind: 'object', members: below });
  put(below, rest, member);
}

/** A value as jsonb keeps it, in the shape of its SDL type. */
type Entry = Readonly<Record<string, unknown>>;

/** Whether the SDL shows a code by an enum, which has no value for a code that is not in the list. */
export function isEnum(field: Field): field is ScalarField & { readonly codes: NonNullable<ScalarField['codes']> } {
  return field.kind === 'code' && (field as ScalarField).codes?.type != null;
}

/**
 * Gives what jsonb keeps with the values of its enums, null for a code that the SDL does not know; null where no code
 * stands in it, so that it may be shown as it is stored.
 */
export function codesWithin(fields: Fields): ((entry: Entry) => Entry) | null {
  const checks = Object.entries(fields).flatMap(([name, field]) => {
    const check = checkOf(field);
    return field.node === null || check === null ? [] : [[field.node ?? name, check] as const];
  });
  if (checks.length === 0) return null;
  return (entry) => {
    let shown: Record<string, unknown> | null = null;
    for (const [name, check] of checks) {
      const value = entry[name];
      const checked = value === null || value === undefined ? value : check(value);
      if (checked === value) continue;
      shown ??= { ...entry };
      shown[name] = checked;
    }
    return shown ?? entry;
  };
}

function checkOf(field: Field): ((value: unknown) => unknown) | null {
  if (isEnum(field)) return (code) => field.codes.values.get(code as string) ?? null;
  if (field.kind === 'list') {
    const { of } = field as Extract<Field, { readonly kind: 'list' }>;
    return isEnum(of) ? (codes) => shownCodes(of.codes.values, codes as readonly string[]) : null;
  }
  if (!('fields' in field)) return null;
  const within = codesWithin((field as GroupField).fields);
  if (!within) return null;
  return (value) => (Array.isArray(value) ? value.map(within) : within(value as Entry));
}

/** The enum's values of those codes that it has. */
export function shownCodes(values: ReadonlyMap<string | number, string>, codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => values.get(code) ?? []);
}
