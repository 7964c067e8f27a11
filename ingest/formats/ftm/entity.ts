import { type FtmSchema, isFtmSchema, propertiesOf, propertyByReverse } from '../../../schema/formats/ftm/model.js';
import { isObject } from '../../../schema/isObject.js';

/** An entity as a line states it. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: FtmSchema;
  readonly caption: string | null;
  /** Values by property, of entities their ids; without empty lists and values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Members and properties that the model does not have, as `Person:exampleCode`. */
  readonly unknown: readonly string[];
}

/** One line, parsed. */
export type FtmLine =
  | {
      readonly kind: 'entity';
      /** Added or modified, in a delta; null in a file of entities. */
      readonly op: 'ADD' | 'MOD' | null;
      readonly entity: FtmEntity;
      /** Entities nested in it, at any depth. */
      readonly nested: readonly NestedEntity[];
    }
  /** In a delta. Some publishers state the schema, few the whole entity. */
  | {
      readonly kind: 'deletion';
      readonly id: string;
      readonly schema: FtmSchema | null;
      readonly entity: FtmEntity | null;
    }
  | { readonly kind: 'defect'; readonly field?: string; readonly reason: string; readonly id: string | null };

/** An entity nested in another. */
export interface NestedEntity {
  readonly entity: FtmEntity;
  /** The entity as a line of its own. */
  readonly raw: string;
}

/** Members of an entity beside its properties, of FollowTheMoney, OpenSanctions and Aleph. */
const members = new Set([
  ...['id', 'schema', 'caption', 'properties', 'datasets', 'referents', 'target'],
  ...['first_seen', 'last_seen', 'last_change', 'origin', 'profile_id', 'mutable', 'key_prefix', 'context'],
  ...['created_at', 'updated_at', 'role_id', 'links', 'collection', 'collection_id', 'latinized', 'shallow'],
  ...['score', 'match', 'features', 'explanations', 'highlight', 'foreign', 'dataset', 'prop', 'lang', 'external'],
]);

/** Deepest nesting that is read. */
const maximumDepth = 8;

/** Parses the JSON of a line: an entity, or an operation of a delta. */
export function parseFtmLine(value: unknown): FtmLine {
  if (!isObject(value)) return { kind: 'defect', reason: 'entity.notAnObject', id: null };
  if (!('op' in value)) return parseEntityLine(value, null);
  const op = typeof value.op === 'string' ? value.op.toUpperCase() : '';
  const entity = value.entity;
  if (!isObject(entity)) return { kind: 'defect', field: 'entity', reason: 'entity.notAnObject', id: null };
  if (op === 'ADD' || op === 'MOD') return parseEntityLine(entity, op);
  const id = idOf(entity);
  if (op !== 'DEL') return { kind: 'defect', field: 'op', reason: 'op.unknown', id };
  if (id === null) return { kind: 'defect', field: 'id', reason: 'key.missing', id };
  const parsed = parseEntity(entity, 0);
  const schema = isFtmSchema(entity.schema) ? entity.schema : null;
  return { kind: 'deletion', id, schema, entity: 'reason' in parsed ? null : parsed.entity };
}

function parseEntityLine(value: Json, op: 'ADD' | 'MOD' | null): FtmLine {
  const parsed = parseEntity(value, 0);
  return 'reason' in parsed ? { kind: 'defect', ...parsed, id: idOf(value) } : { kind: 'entity', op, ...parsed };
}

type Json = Readonly<Record<string, unknown>>;
type Parsed =
  | { readonly entity: FtmEntity; readonly nested: readonly NestedEntity[] }
  | { readonly field: string; readonly reason: string };

function parseEntity(value: Json, depth: number): Parsed {
  const id = idOf(value);
  if (id === null) return { field: 'id', reason: 'key.missing' };
  const { schema, caption, properties } = value;
  if (typeof schema !== 'string' || schema === '') return { field: 'schema', reason: 'schema.missing' };
  if (!isFtmSchema(schema)) return { field: 'schema', reason: 'schema.unknown' };
  if (!isObject(properties)) return { field: 'properties', reason: 'properties.missing' };
  const values: Record<string, string[]> = {};
  const nested: NestedEntity[] = [];
  const unknown = Object.keys(value).filter((member) => !members.has(member));
  const known = propertiesOf(schema);
  for (const [name, stated] of Object.entries(properties)) {
    for (const item of Array.isArray(stated) ? stated : [stated]) {
      const text = toText(item);
      if (text !== null) {
        // Safe without a null prototype: only known names become members.
        if (known.has(name)) push(values, name, text);
        else if (!unknown.includes(`${schema}:${name}`)) unknown.push(`${schema}:${name}`);
        continue;
      }
      if (!isObject(item)) continue;
      const below = depth < maximumDepth ? parseEntity(item, depth + 1) : null;
      if (below === null || 'reason' in below) {
        if (!unknown.includes(`${schema}:${name}`)) unknown.push(`${schema}:${name}`);
        continue;
      }
      if (known.has(name)) push(values, name, below.entity.id);
      const entity = known.has(name) ? below.entity : pointBack(below.entity, name, id);
      nested.push({ entity, raw: JSON.stringify(toJson(entity)) }, ...below.nested);
    }
  }
  return { entity: { id, schema, caption: toText(caption), values, unknown }, nested };
}

/** A link nested in one of its ends refers back to that end, whether or not it says so. */
function pointBack(entity: FtmEntity, reverse: string, id: string): FtmEntity {
  const property = propertyByReverse(entity.schema, reverse);
  if (property === undefined || entity.values[property.name]?.includes(id)) return entity;
  return { ...entity, values: { ...entity.values, [property.name]: [...(entity.values[property.name] ?? []), id] } };
}

/** An entity as a line of its own. */
function toJson({ id, schema, caption, values }: FtmEntity): Json {
  return { id, caption, schema, properties: values };
}

function idOf({ id }: Json): string | null {
  return typeof id === 'string' && id !== '' ? id : null;
}

function push(values: Record<string, string[]>, name: string, text: string): void {
  const list = values[name];
  if (list === undefined) values[name] = [text];
  else if (!list.includes(text)) list.push(text);
}

/** Values are texts, though some publishers write numbers; null for anything else. */
function toText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}
