import type { MappingInput } from './mapping.js';

/** What a column holds in one row: trimmed text, nothing, or several of them (arrays of JSON). */
export type Cell = string | null | readonly Cell[];

/** The texts of a cell, at any depth. */
export function textsOf(cell: Cell): string[] {
  if (cell === null) return [];
  return typeof cell === 'string' ? [cell] : cell.flatMap(textsOf);
}

/** Reads a column of a row: an array of fields of CSV, an object of JSON. */
export type Getter = (row: unknown) => Cell;

/** The columns of one file. */
export interface Columns {
  /** As the file names them; null for JSON, which may have any path. */
  readonly names: readonly string[] | null;
  /** Null where the file has no such column. `trim` false leaves white space. */
  find(name: string, trim?: boolean): Getter | null;
  /** The numbered columns that match a pattern such as `alias_*`, in order, as one list. */
  findNumbered(pattern: string): Getter | null;
  /** Column names of the file that a name or pattern of the mapping reads. */
  namesOf(name: string): readonly string[];
}

/** The columns of a CSV file, by its header. Case and inner spaces of names do not count. */
export function toCsvColumns(header: readonly string[], input: Pick<MappingInput, 'nullValues'>): Columns {
  const names = toColumnNames(header);
  const clean = cleaner(input.nullValues);
  const exact = new Map(names.map((name, index) => [name, index]));
  const folded = new Map([...names.entries()].reverse().map(([index, name]) => [fold(name), index]));
  const indexOf = (name: string): number | null => {
    const position = /^#(\d+)$/.exec(name);
    if (position && !exact.has(name))
      return Number(position[1]) >= 1 && Number(position[1]) <= names.length ? Number(position[1]) - 1 : null;
    return exact.get(name) ?? folded.get(fold(name)) ?? null;
  };
  const numbered = (pattern: string): number[] => toNumbered(pattern, names).map((name) => exact.get(name) as number);
  return {
    names,
    find: (name, trim = true) => {
      const index = indexOf(name);
      return index === null ? null : (row) => clean((row as readonly string[])[index], trim);
    },
    findNumbered: (pattern) => {
      const indexes = numbered(pattern);
      return indexes.length === 0
        ? null
        : (row) => indexes.map((index) => clean((row as readonly string[])[index], true));
    },
    namesOf: (name) => {
      const index = indexOf(name);
      if (index !== null) return [names[index] as string];
      return name.includes('*') ? numbered(name).map((one) => names[one] as string) : [];
    },
  };
}

/** Values of objects of JSON by path: `a.b`, `tags[]`, `items[].code`, `items[0].code`; a key may contain points. */
export function toJsonColumns(input: Pick<MappingInput, 'nullValues'>): Columns {
  const clean = cleaner(input.nullValues);
  const toCell = (value: unknown, trim: boolean): Cell => {
    if (typeof value === 'string') return clean(value, trim);
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((one) => toCell(one, trim));
    return clean(typeof value === 'object' ? JSON.stringify(value) : String(value), trim);
  };
  return {
    names: null,
    find: (name, trim = true) => {
      const parts = toParts(name);
      return (row) => {
        if (typeof row === 'object' && row !== null && Object.hasOwn(row, name)) {
          return toCell((row as Record<string, unknown>)[name], trim);
        }
        return parts.length === 1 ? null : toCell(walk(row, parts, 0), trim);
      };
    },
    findNumbered: (pattern) => (row) => {
      const object = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>;
      return toNumbered(pattern, Object.keys(object)).map((name) => toCell(object[name], true));
    },
    namesOf: (name) => [name],
  };
}

/** Column names as mappings write them: a repeated one gets `#2`, an empty one its position, `#3`. */
export function toColumnNames(header: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() === '' ? `#${index + 1}` : cell.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}

type KeyPart = string | number | 'each';

function toParts(path: string): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d*)\]/g)) {
    parts.push(name ?? (index === '' ? 'each' : Number(index)));
  }
  // Invariant: a single key is found before any path is walked.
  return parts;
}

function walk(value: unknown, parts: readonly KeyPart[], from: number): unknown {
  if (from === parts.length || value === null || value === undefined) return value;
  const part = parts[from] as KeyPart;
  if (Array.isArray(value)) {
    if (typeof part === 'number') return walk(value[part], parts, from + 1);
    // Why: `items.code` of an array means each item.
    return value.map((one) => walk(one, parts, part === 'each' ? from + 1 : from));
  }
  if (part === 'each') return walk([value], parts, from);
  if (typeof value !== 'object' || !Object.hasOwn(value, String(part))) return null;
  return walk((value as Record<string, unknown>)[String(part)], parts, from + 1);
}

function cleaner(nullValues: readonly string[]): (text: string | undefined, trim: boolean) => string | null {
  const nulls = new Set(['', ...nullValues.map((text) => text.trim())]);
  return (text, trim) => {
    if (text === undefined) return null;
    const bare = text.trim();
    return nulls.has(bare) ? null : trim ? bare : text;
  };
}

function toNumbered(pattern: string, names: readonly string[]): string[] {
  const [before = '', after = ''] = pattern.split('*', 2);
  const numbers = names.flatMap((name) => {
    const middle = name.slice(before.length, name.length - after.length);
    const matches = fold(name).startsWith(fold(before)) && fold(name).endsWith(fold(after)) && /^\d{1,4}$/.test(middle);
    return matches ? [{ name, number: Number(middle) }] : [];
  });
  return numbers.sort((one, other) => one.number - other.number).map(({ name }) => name);
}

function fold(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
