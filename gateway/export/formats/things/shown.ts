import type { Marks } from './flattened.js';

/** The columns of which all was shown, as one text. */
export function fullOf(values: ReadonlyMap<string, unknown>, { cells }: Marks): string {
  const partly = new Set(cells.map(({ path }) => path.join('.')));
  return [...values.keys()].filter((column) => !partly.has(column)).join(' ');
}

/** Remembers which columns of each thing were written in full. */
export function createShown() {
  const things = new Map<string, string>();
  const meetings = new Map<string, number>();
  // Why: all things of a shape have the same few texts.
  const texts = new Map<string, string>();
  const kept = (columns: string): string => {
    const known = texts.get(columns) ?? columns;
    texts.set(known, known);
    return known;
  };
  return {
    /** 0: it shows nothing new; 1: the first meeting; more: the number of this one. A row is always written. */
    meet(id: string, columns: string, isRow: boolean): number {
      const known = things.get(id);
      const isNew = known === undefined || (columns !== known && !isWithin(columns, known));
      if (isNew) things.set(id, kept(known === undefined ? columns : union(known, columns)));
      if (known === undefined) return 1;
      if (!isRow && !isNew) return 0;
      const meeting = (meetings.get(id) ?? 1) + 1;
      meetings.set(id, meeting);
      return meeting;
    },
  };
}

function isWithin(some: string, all: string): boolean {
  const known = new Set(all.split(' '));
  return some.split(' ').every((column) => column === '' || known.has(column));
}

function union(one: string, other: string): string {
  return [...new Set([...one.split(' '), ...other.split(' ')])].join(' ');
}
