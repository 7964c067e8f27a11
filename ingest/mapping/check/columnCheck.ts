import type { Columns } from '../columns.js';
import { columnsOf, templateColumns } from '../compile/source.js';
import type { Mapping } from '../mapping.js';
import { didYouMean } from '../nearest.js';

/** A column that a mapping reads. */
export interface ColumnUse {
  readonly column: string;
  /** What reads it: a field, `key`, `input.where`. */
  readonly usedBy: string;
  readonly needed: boolean;
}

/** How the columns of a mapping fit those of a file. */
export interface ColumnCheck {
  /** Read by the mapping, and not in the file. */
  readonly missing: readonly (ColumnUse & { readonly hint: string })[];
  /** In the file, and neither read nor ignored by the mapping. */
  readonly unused: readonly string[];
  /** Ignored by the mapping, and not in the file. */
  readonly ignoredInVain: readonly string[];
}

/** Every column that a mapping reads, and what reads it. */
export function columnUses({ fields, envelopeFields, key, input }: Mapping): readonly ColumnUse[] {
  const bySpec = [...fields, ...envelopeFields].flatMap(({ name, spec }) => {
    const { all, needed } = columnsOf(spec);
    return all.map((column) => ({ column, usedBy: name, needed: needed.includes(column) }));
  });
  return [
    ...key.columns.map((column) => ({ column, usedBy: 'key', needed: true })),
    ...input.where.map(({ column }) => ({ column, usedBy: 'input.where', needed: true })),
    ...bySpec,
  ];
}

/** Compares a mapping with the columns of a file. JSON has no fixed columns, so that none is missing or unused. */
export function checkColumns(mapping: Mapping, columns: Columns): ColumnCheck {
  const { names } = columns;
  if (names === null) return { missing: [], unused: [], ignoredInVain: [] };
  const uses = columnUses(mapping);
  const used = new Set(uses.flatMap(({ column }) => columns.namesOf(column)));
  const missing = uses
    .filter(({ column, needed }) => needed && columns.namesOf(column).length === 0)
    .map((use) => ({ ...use, hint: hintOf(use.column, names) }));
  const ignored = mapping.ignore === 'rest' ? names : mapping.ignore.flatMap((name) => columns.namesOf(name));
  return {
    missing,
    unused: names.filter((name) => !used.has(name) && !ignored.includes(name)),
    ignoredInVain: mapping.ignore === 'rest' ? [] : mapping.ignore.filter((name) => columns.namesOf(name).length === 0),
  };
}

function hintOf(column: string, names: readonly string[]): string {
  if (templateColumns(column).length > 0) return `A text of several columns is {template: '${column}'}.`;
  return didYouMean(column, names, `The file has ${shorten(names)}.`);
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}
