import { columnsOf, type FieldColumn } from '../../../schema/records/description/columns.js';
import { type Field, type Fields, type GroupField, isEnum } from '../../../schema/records/description/fields.js';

/** Fills one member of an object of the SDL. */
export type Member =
  | { readonly kind: 'column'; readonly column: FieldColumn }
  | { readonly kind: 'identifier'; readonly column: FieldColumn; readonly type: string; readonly key: string }
  | { readonly kind: 'object'; readonly members: Map<string, Member> };

/** The members, by name, of the SDL object that the columns of a record, or of a child, fill. */
export function planObject(fields: Fields): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const column of columnsOf(fields)) {
    const { node, field, part } = column;
    if (node) put(members, part ? [...node, part] : node, { kind: 'column', column });
    const target = targetOf(field);
    const place = target?.node === undefined ? node : column.within && [...column.within, ...target.node.split('.')];
    if (target && place) put(members, place, { kind: 'identifier', column, type: target.type, key: target.key });
  }
  return members;
}

/** The columns that fill a member, each once. */
export function columnsWithin(member: Member): readonly FieldColumn[] {
  if (member.kind !== 'object') return [member.column];
  return [...new Set([...member.members.values()].flatMap(columnsWithin))];
}

/** The pure identifier that a field leads to, where it does. */
function targetOf(field: Field) {
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

/**
 * Replaces the codes in a jsonb entry by the values of their enums, null for a code that the SDL does not know. Null where
 * the fields have no codes: entries are then shown as they are stored.
 */
export function codesWithin(fields: Fields): ((entry: Entry) => Entry) | null {
  const replacers = Object.entries(fields).flatMap(([name, field]) => {
    const replace = replacerOf(field);
    return field.node === null || replace === null ? [] : [[field.node ?? name, replace] as const];
  });
  if (replacers.length === 0) return null;
  return (entry) => {
    let shown: Record<string, unknown> | null = null;
    for (const [name, replace] of replacers) {
      const value = entry[name];
      const replaced = value === null || value === undefined ? value : replace(value);
      if (replaced === value) continue;
      shown ??= { ...entry };
      shown[name] = replaced;
    }
    return shown ?? entry;
  };
}

function replacerOf(field: Field): ((value: unknown) => unknown) | null {
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

/** The enum's values of codes; codes that it does not have are left out. */
export function shownCodes(values: ReadonlyMap<string | number, string>, codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => values.get(code) ?? []);
}
