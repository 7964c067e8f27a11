import { readPackageFile } from '../../files.js';
import type { FtmSchema } from './schemata.js';

export type { FtmSchema };

/** A property of a schema, its own or inherited. */
export interface FtmProperty {
  readonly name: string;
  /** The declaring schema and the name, e.g. `LegalEntity:innCode`. */
  readonly qname: string;
  /** FollowTheMoney's type, e.g. `name`, `country`, `entity`. */
  readonly type: string;
  /** For entities: schema of the entity referred to. */
  readonly range?: string;
  /** For entities: name of the property at the other end, e.g. `sanctions` for `Sanction:entity`. */
  readonly reverse?: string;
}

/**
 * Properties of later releases of FollowTheMoney that records use.
 *
 * @see https://followthemoney.tech/explorer/
 */
const later: Readonly<Record<string, readonly FtmProperty[]>> = {
  Thing: [{ name: 'abbreviation', qname: 'Thing:abbreviation', type: 'name' }],
};

/** The lines of `model.tsv` by schema, or by `=` and type, split at their bars. */
const lines = readPackageFile('schema', 'formats', 'ftm', 'model.tsv')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string])
  .map(([name, text]) => [name, text.split('|')] as const);

const schemata = new Map(lines.flatMap(([name, words]) => (name.startsWith('=') ? [] : [[name as FtmSchema, words]])));

/** Values of the types that have a closed list: `country`, `gender`, `topic`. */
export const listedValues: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  lines.flatMap(([name, words]) => (name.startsWith('=') ? [[name.slice(1), new Set(words)]] : [])),
);

const tables = new Map<string, ReadonlyMap<string, FtmProperty>>();

/** Whether this is the name of a schema of the model. */
export function isFtmSchema(name: unknown): name is FtmSchema {
  return schemata.has(name as FtmSchema);
}

/** Every schema of the model. */
export const allSchemata: readonly FtmSchema[] = [...schemata.keys()];

/** Whether a schema is abstract: others only inherit its properties. */
export function isAbstract(schema: FtmSchema): boolean {
  return schemata.get(schema)?.[0]?.startsWith('abstract') === true;
}

/** A schema and all that it extends. */
export function lineage(schema: FtmSchema): readonly FtmSchema[] {
  const parents = schemata.get(schema)?.[0]?.split(' ')[1]?.split(',') ?? [];
  return [...new Set([schema, ...parents.filter(isFtmSchema).flatMap(lineage)])];
}

/** A schema's properties by name, inherited ones included. */
export function propertiesOf(schema: FtmSchema): ReadonlyMap<string, FtmProperty> {
  const known = tables.get(schema);
  if (known) return known;
  const table = new Map<string, FtmProperty>();
  // The nearest declaration wins.
  for (const declaring of [...lineage(schema)].reverse()) {
    for (const property of declaredBy(declaring)) table.set(property.name, property);
  }
  tables.set(schema, table);
  return table;
}

/** The properties that a schema itself declares. */
export function declaredBy(schema: FtmSchema): readonly FtmProperty[] {
  const own = schemata.get(schema)?.slice(1) ?? [];
  return [...own.map((word) => toProperty(schema, word)), ...(later[schema] ?? [])];
}

/** The property of `schema` whose other end is called `reverse`; undefined where there is none. */
export function propertyByReverse(schema: FtmSchema, reverse: string): FtmProperty | undefined {
  for (const property of propertiesOf(schema).values()) if (property.reverse === reverse) return property;
  return undefined;
}

function toProperty(schema: FtmSchema, word: string): FtmProperty {
  const [name = '', type = ''] = word.split(':');
  const link = /^entity>(\w+)<(\w*)$/.exec(type);
  const qname = `${schema}:${name}`;
  return link === null
    ? { name, qname, type }
    : { name, qname, type: 'entity', range: link[1] as string, reverse: link[2] as string };
}
