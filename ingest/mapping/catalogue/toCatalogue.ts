import {
  type EntriesField,
  type Field,
  type Fields,
  isComputed,
  type ListField,
  type ScalarField,
} from '../../../schema/records/description/fields.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import type { FieldEntry, FieldType, GroupEntry, KindCatalogue, ObjectRule } from './types.js';

/** All that a mapping may fill in records of a described type. */
export function toCatalogue({ about, type, fields }: RecordDescription): KindCatalogue {
  const found: Found = { fields: {}, groups: {}, objects: {} };
  walk(fields, { path: '', node: [type], inObject: false }, found);
  found.fields['qualityFlags[]'] = {
    type: 'flag',
    about: 'What the file itself says is doubtful, in capitals; what reading it shows is flagged beside it.',
  };
  const taken = Object.entries(fields).flatMap(([name, { otherwiseAs }]) => (otherwiseAs ? [[name, otherwiseAs]] : []));
  return { about, ...found, defaults: defaultsOf(fields), taken: Object.fromEntries(taken) };
}

/** Catalogue of fields that hold no list of objects, e.g. of the envelope. */
export function toEntries(fields: Fields): Readonly<Record<string, FieldEntry>> {
  const found: Found = { fields: {}, groups: {}, objects: {} };
  walk(fields, { path: '', node: null, inObject: false }, found);
  return found.fields;
}

interface Found {
  readonly fields: Record<string, FieldEntry>;
  readonly groups: Record<string, GroupEntry>;
  readonly objects: Record<string, ObjectRule>;
}

type Node = readonly string[] | null;

interface Within {
  /** Path of the object that holds the fields, with its dot. */
  readonly path: string;
  /** Its place in the SDL: a type, and fields from there; null where the SDL does not show it. */
  readonly node: Node;
  /** True in an object: where a field is missing the object is dropped, and not the record or element. */
  readonly inObject: boolean;
}

interface Among extends Within {
  readonly beside: Fields;
}

function walk(fields: Fields, within: Within, found: Found): void {
  for (const [name, field] of Object.entries(fields))
    if (!isComputed(field)) add(name, field, { ...within, beside: fields }, found);
}

function add(name: string, field: Field, within: Among, found: Found): void {
  const path = `${within.path}${name}`;
  const node = nodeOf(name, field, within.node);
  switch (field.kind) {
    case 'group':
    case 'json':
      found.objects[path] = { needs: neededOf(field.fields), defaults: defaultsOf(field.fields) };
      walk(field.fields, { path: `${path}.`, node, inObject: true }, found);
      return;
    case 'entries':
    case 'child':
      addList(field, { path, node: field.type ? [field.type] : node, inObject: false }, found);
      return;
    case 'list':
      found.fields[`${path}[]`] = toEntry(name, field, node, within);
      return;
    case 'pointer':
      found.objects[path] = { needs: ['source', 'sourceRef'] };
      found.fields[`${path}.source`] = { type: 'text', about: `Source that keeps the ${wordsOf(field.to)}.` };
      found.fields[`${path}.sourceRef`] = { type: 'text', about: `Key of the ${wordsOf(field.to)} there.` };
      return;
    default:
      found.fields[path] = toEntry(name, field, node, within);
  }
}

function addList(field: EntriesField, { path, ...within }: Within, found: Found): void {
  const { main, fields, plain } = field;
  if (plain) {
    const only = fields[main] as ScalarField;
    found.fields[`${path}[]`] = toEntry(main, only, nodeOf(main, only, within.node), {
      inObject: true,
      beside: fields,
    });
    return;
  }
  found.groups[path] = toGroup(field);
  walk(fields, { path: `${path}[].`, ...within }, found);
}

function toEntry(
  name: string,
  field: ScalarField | ListField,
  node: Node,
  { inObject, beside }: Pick<Among, 'inObject' | 'beside'>,
): FieldEntry {
  const { kind, codes } = field.kind === 'list' ? field.of : field;
  const isNumber = typeof codes?.stored[0] === 'number';
  const isNeeded = field.required && !hasDefault(field) && name !== sequence && !inObject;
  return {
    type: isNumber ? 'numberCode' : (kind as FieldType),
    ...(field.about === undefined ? {} : { about: field.about }),
    ...(node === null ? {} : { node }),
    ...(codes ? { list: codes, codes: codes.stored.map(String) } : {}),
    ...(kind === 'instant' ? besideOf(name, beside) : {}),
    ...(isNeeded ? { required: true } : {}),
    ...(field.protects ? { protects: true } : {}),
  };
}

/** Fields beside an instant that describe it: `occurredAtPrecision`, `departureStated`. */
function besideOf(name: string, fields: Fields): Pick<FieldEntry, 'precisionField' | 'statedField'> {
  const [precisionField, statedField] = [`${name}Precision`, `${name}Stated`];
  return {
    ...(precisionField in fields ? { precisionField } : {}),
    ...(statedField in fields ? { statedField } : {}),
  };
}

/** Elements that state a field of this name carry their position, from 1. */
const sequence = 'sequence';

function isCounted(field: Field | undefined): boolean {
  return field !== undefined && !isComputed(field);
}

function toGroup({ main, fields }: EntriesField): GroupEntry {
  const defaults = defaultsOf(fields);
  return {
    main,
    needs: neededOf(fields),
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(isCounted(fields[sequence]) ? { sequence: true } : {}),
  };
}

/** What is there where the mapping does not say. */
function defaultsOf(fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { otherwise }]) => (otherwise === undefined ? [] : [[name, otherwise]])),
  );
}

function hasDefault({ otherwise, otherwiseAs }: Field): boolean {
  return otherwise !== undefined || otherwiseAs !== undefined;
}

function neededOf(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.required && !hasDefault(field) && name !== sequence ? [name] : [],
  );
}

function nodeOf(name: string, { node, leadsTo }: Field, within: Node): Node {
  if (node === null && leadsTo) return [leadsTo.type, leadsTo.key];
  if (node === null || within === null) return null;
  return [...within, ...(node ?? name).split('.')];
}

/** `VesselRecord` as `vessel record`. */
function wordsOf(type = ''): string {
  return type.replaceAll(/(?!^)[A-Z]/g, ' $&').toLowerCase();
}
