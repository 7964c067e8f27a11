import { withoutInvisible } from '../../schema/invisible.js';
import type { Field, Fields, ScalarKind } from '../../schema/records/description/fields.js';
import { records } from '../../schema/records/index.js';
import { isPlaceholderDate } from '../codes/calendar.js';
import type { SourceRecord } from './record.js';

/** Flag of a date that only fills a field: it is taken out, and stays in the source record. */
export const placeholderFlag = 'DATE_PLACEHOLDER';

/** Flag of a name with characters that are not seen: they are taken out, and stay in the source record. */
export const invisibleFlag = 'NAME_INVISIBLE';

/** Called with the flag of what is taken out, the name of its field, and whether that is of a part with flags of its own. */
type Raise = (flag: string, field: string, isOfPart?: boolean) => void;

/** The normal form of a field's value: itself where nothing is to be done, null where nothing is left of it. */
type Normalise = (value: unknown, raise: Raise) => unknown;

const normalisers = new Map<string, Normalise | null>(
  Object.values(records).map(({ kind, fields }) => [kind, ofObject(fields, { isRecord: true })]),
);

/**
 * A record without placeholder dates and without invisible characters in its names, flagged where it had some. The one
 * place for this: every record of every format and mapping passes here before it is checked.
 *
 * @param found called for each value that is changed
 * @remarks A placeholder in a required date of the record itself is left for `findDefect`, which rejects it.
 */
export function normaliseRecord<Stated extends SourceRecord>(record: Stated, found?: Raise): Stated {
  const flags = new Set<string>();
  const normal = normalisers.get(record.kind)?.(record, (flag, field, isOfPart = false) => {
    // Why not of a party: a viewer who sees the consignment and not its parties would learn of their names by it.
    if (!isOfPart) flags.add(flag);
    found?.(flag, field);
  });
  if (normal === undefined || normal === record) return record;
  if (flags.size === 0) return normal as Stated;
  for (const flag of record.qualityFlags ?? []) flags.add(flag);
  return { ...(normal as Stated), qualityFlags: [...flags].sort() };
}

function ofField(name: string, field: Field): Normalise | null {
  switch (field.kind) {
    case 'list': {
      const ofItem = ofScalar(name, field.of.kind);
      return ofItem && ofItems(ofItem);
    }
    case 'group':
    case 'json':
      return ofObject(field.fields);
    case 'entries':
    case 'child': {
      const ofEntry = ofObject(field.fields);
      const main = field.plain ? ofScalar(field.main, (field.fields[field.main] as Field).kind as ScalarKind) : null;
      if (ofEntry === null) return null;
      const ofStated: Normalise = (entry, raise) =>
        typeof entry === 'string' ? (main?.(entry, raise) ?? entry) : ofEntry(entry, raise);
      if (!('qualityFlags' in field.fields)) return ofItems(ofStated);
      return ofItems((entry, raise) => ofStated(entry, (flag, part) => raise(flag, part, true)));
    }
    default:
      return ofScalar(name, field.kind);
  }
}

function ofScalar(name: string, kind: ScalarKind): Normalise | null {
  if (kind === 'date' || kind === 'instant')
    return (date, raise) => withoutPlaceholder(date, () => raise(placeholderFlag, name));
  if (kind !== 'text' || !/name$/i.test(name)) return null;
  return (text, raise) => toVisible(text, () => raise(invisibleFlag, name));
}

function withoutPlaceholder(date: unknown, raise: () => void): unknown {
  if (typeof date !== 'string' || !isPlaceholderDate(date)) return date;
  raise();
  return null;
}

function toVisible(name: unknown, raise: () => void): unknown {
  if (typeof name !== 'string') return name;
  const visible = withoutInvisible(name);
  if (visible === name) return name;
  raise();
  return visible.trim() || null;
}

/** An object whose required parts are lost is lost too, unless it is the record. */
function ofObject(fields: Fields, { isRecord = false } = {}): Normalise | null {
  const parts = Object.entries(fields).flatMap(([name, field]) => {
    const normalise = isRecord && field.required && field.kind === 'date' ? null : ofField(name, field);
    return normalise === null ? [] : [{ name, normalise, isRequired: field.required === true }];
  });
  if (parts.length === 0) return null;
  return (value, raise) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    let copy: Record<string, unknown> | undefined;
    for (const { name, normalise, isRequired } of parts) {
      const stated = (value as Readonly<Record<string, unknown>>)[name];
      if (stated === null || stated === undefined) continue;
      const normal = normalise(stated, raise);
      if (normal === stated) continue;
      if (normal === null && isRequired && !isRecord) return null;
      copy ??= { ...value };
      copy[name] = normal;
      // The precision of a time is nothing without it.
      if (normal === null && `${name}Precision` in copy) copy[`${name}Precision`] = null;
    }
    return copy ?? value;
  };
}

function ofItems(ofItem: Normalise): Normalise {
  return (list, raise) => {
    if (!Array.isArray(list)) return list;
    let copy: unknown[] | undefined;
    // Why a loop: nearly every list stays as it is, and is not copied.
    for (let index = 0; index < list.length; index += 1) {
      const item: unknown = list[index];
      const normal = ofItem(item, raise);
      if (normal !== item) copy ??= list.slice(0, index);
      if (copy && normal !== null) copy.push(normal);
    }
    return copy ?? list;
  };
}
