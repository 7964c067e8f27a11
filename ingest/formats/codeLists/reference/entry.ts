import type { CodeProperties, CodeRecord } from '../../../records/directory.js';
import type { TableRow } from '../../tables/namedColumns.js';

/** One entry as a part reads it; `readParts` adds the members that all entries have. */
export type CodeEntry = Omit<CodeRecord, 'kind' | 'list' | 'sourceRef' | 'version' | 'origin' | 'raw'> & {
  /** Overrules the edition of the part. */
  readonly version?: string;
};

/** Why a row is not an entry. */
export interface CodeDefect {
  readonly field: string;
  readonly reason: string;
}

/** Code and name of a row from two columns; a defect where one is missing. */
export function codeAndName(row: TableRow, code: string, name: string): { code: string; name: string } | CodeDefect {
  const stated = { code: row.get(code), name: row.get(name) };
  if (stated.code === null) return { field: code, reason: 'code.missing' };
  return stated.name === null ? { field: name, reason: 'name.missing' } : { code: stated.code, name: stated.name };
}

/** Marks of change in UNECE's code lists (Recommendation 20, part 2; UN/LOCODE manual, part 2). */
const changes: Readonly<Record<string, string>> = {
  '+': 'ADDED',
  '#': 'NAME_CHANGED',
  '|': 'CHANGED',
  '¦': 'CHANGED',
  X: 'DELETED',
  D: 'DEPRECATED',
  '=': 'REFERENCE',
  '!': 'RETAINED',
};

/** A mark of change in words; an unknown mark as it is, null for null. */
export function toChange(mark: string | null): string | null {
  return mark === null ? null : (changes[mark.toUpperCase()] ?? mark);
}

/** The properties that have a value. */
export function toProperties(
  stated: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>,
): CodeProperties {
  const found: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, value] of Object.entries(stated)) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    found[name] = value;
  }
  return found;
}
