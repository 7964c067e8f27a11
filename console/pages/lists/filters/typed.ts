import type { FilterForm } from '../kinds/kind.js';
import type { Term } from './terms.js';

/** What was typed, read; or why it cannot be. */
export type Typed = { readonly term: Term | undefined } | { readonly fault: TypedFault };

/** What is wrong with what was typed. */
export type TypedFault = 'country' | 'place' | 'date' | 'order' | 'number' | 'box';

/** Reads the text of a filter: values, each on a line or with semicolons between them; or a beginning with `*` behind it. */
export function readText(text: string, form: FilterForm): Typed {
  const values = text
    .split(/[\n;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const [first] = values;
  if (first === undefined) return { term: undefined };
  if (form.is === 'dateBeginning')
    return isDateBeginning(first) ? { term: { is: 'begins', text: first } } : { fault: 'date' };
  if (form.is === 'text' && form.hasBeginning && values.length === 1 && /.\*$/.test(first))
    return { term: { is: 'begins', text: first.slice(0, -1) } };
  return readValues(values, form);
}

function readValues(typed: readonly string[], form: FilterForm): Typed {
  const writing = form.is === 'text' || form.is === 'oneOf' ? form.writing : undefined;
  if (writing === undefined && form.is !== 'stood') return { term: { is: 'values', values: [...new Set(typed)] } };
  const values = [...new Set(typed.map((each) => each.toUpperCase().replaceAll(' ', '')))];
  const isCountry = (value: string) => /^[A-Z]{2}$/.test(value);
  const isPlace = (value: string) => /^[A-Z]{2}[A-Z2-9]{3}$/.test(value);
  if (writing === 'country' && !values.every(isCountry)) return { fault: 'country' };
  if (writing !== 'country' && !values.every((value) => isPlace(value) || (form.is === 'stood' && isCountry(value))))
    return { fault: 'place' };
  return { term: { is: 'values', values } };
}

/** `1961`, `1961-05` or `1961-05-17`. */
const isDateBeginning = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);

/** Reads two days; either may be left out. */
export function readSpan(from: string, to: string): Typed {
  if (from === '' && to === '') return { term: undefined };
  if (![from, to].every((day) => day === '' || isDay(day))) return { fault: 'date' };
  if (from !== '' && to !== '' && from > to) return { fault: 'order' };
  return { term: { is: 'span', from: from || undefined, to: to || undefined } };
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Reads a range of numbers; either end may be left out. */
export function readRange(least: string, most: string): Typed {
  const ends = [least, most].map((text) => (text.trim() === '' ? undefined : Number(text)));
  const [from, to] = ends;
  if (ends.some((end) => end !== undefined && !Number.isFinite(end))) return { fault: 'number' };
  if (from === undefined && to === undefined) return { term: undefined };
  if (from !== undefined && to !== undefined && from > to) return { fault: 'order' };
  return { term: { is: 'range', least: from, most: to } };
}

/** Reads the four edges of a box, degrees. */
export function readBox(edges: {
  readonly south: string;
  readonly west: string;
  readonly north: string;
  readonly east: string;
}): Typed {
  const texts = [edges.south, edges.west, edges.north, edges.east].map((text) => text.trim());
  if (texts.every((text) => text === '')) return { term: undefined };
  const [south = 0, west = 0, north = 0, east = 0] = texts.map(Number);
  const isWithin = (value: number, most: number) => Number.isFinite(value) && Math.abs(value) <= most;
  if (texts.includes('') || ![south, north].every((value) => isWithin(value, 90))) return { fault: 'box' };
  if (![west, east].every((value) => isWithin(value, 180)) || south > north) return { fault: 'box' };
  return { term: { is: 'box', box: { south, west, north, east } } };
}
