import { type Cell, type Columns, type Getter, textsOf } from '../columns.js';
import type { Spec } from '../mapping.js';

/** The columns that a field reads, as the mapping names them, and those that the file must have. */
export function columnsOf(spec: Spec): { readonly all: readonly string[]; readonly needed: readonly string[] } {
  const money = typeof spec.money?.currency === 'object' ? [spec.money.currency.column] : [];
  const unit = typeof spec.unit === 'object' ? [spec.unit.column] : [];
  const all = [
    ...(spec.column === undefined ? [] : [spec.column]),
    ...(spec.columns ?? []),
    ...(spec.from ?? []),
    ...templateColumns(spec.template ?? ''),
    ...money,
    ...unit,
  ];
  return { all, needed: spec.optional ? [] : all };
}

/** The columns in the braces of a template. */
export function templateColumns(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.trim());
}

/** Reads what a field is made of: a constant, a column, several, the first with a value, or a template. */
export function toSource(spec: Spec, columns: Columns): Getter {
  const find = (name: string): Getter => getterOf(columns, name, spec.trim !== false) ?? (() => null);
  if (spec.value !== undefined) {
    const constant = spec.value;
    return () => constant;
  }
  if (spec.column !== undefined) return find(spec.column);
  if (spec.from) {
    const getters = spec.from.map(find);
    return (row) => {
      for (const getter of getters) {
        const cell = getter(row);
        if (!isEmpty(cell)) return cell;
      }
      return null;
    };
  }
  if (spec.columns) {
    const getters = spec.columns.map(find);
    const [only] = getters;
    if (getters.length === 1 && spec.columns[0]?.includes('*')) return only as Getter;
    return (row) => getters.flatMap((getter) => getter(row));
  }
  return toTemplate(spec.template ?? '', find);
}

/** Empty columns leave nothing in the text; null where all are empty. */
function toTemplate(template: string, find: (name: string) => Getter): Getter {
  const parts = template.split(/(\{[^{}]+\})/).map((part) => {
    const name = /^\{([^{}]+)\}$/.exec(part)?.[1];
    return name === undefined ? part : find(name.trim());
  });
  return (row) => {
    let some = false;
    const text = parts.map((part) => {
      if (typeof part === 'string') return part;
      const value = toText(part(row));
      some ||= value !== null;
      return value ?? '';
    });
    return some ? text.join('').replaceAll(/\s+/g, ' ').trim() : null;
  };
}

/** A column, or numbered columns, by the name in a mapping. */
export function getterOf(columns: Columns, name: string, trim = true): Getter | null {
  const found = columns.names === null && name.includes('*') ? null : columns.find(name, trim);
  return found ?? (name.includes('*') ? columns.findNumbered(name) : null);
}

/** The columns beside a value that its conversion reads: of its unit, of its currency. */
export function toOthers(spec: Spec, columns: Columns): ReadonlyMap<string, Getter> {
  const names = [spec.unit, spec.money?.currency].filter((one) => typeof one === 'object');
  return new Map(names.map(({ column }) => [column, getterOf(columns, column) ?? (() => null)]));
}

/** The first text of a cell. */
export function toText(cell: Cell): string | null {
  return Array.isArray(cell) ? (textsOf(cell)[0] ?? null) : (cell as string | null);
}

/** True for a cell without any text. */
export function isEmpty(cell: Cell): boolean {
  return cell === null || (typeof cell !== 'string' && textsOf(cell).length === 0);
}
