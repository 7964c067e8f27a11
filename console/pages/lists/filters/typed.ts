import type { FilterForm } from '../kinds/kind.js';
import { type Term, valuesOf } from './terms.js';

/** What was typed, read; or why it cannot be. */
export type Typed = { readonly term: Term | undefined } | { readonly fault: TypedFault };

/** What is wrong with what was typed. */
export type TypedFault = 'country' | 'place' | 'date' | 'order' | 'number' | 'box';

/** Reads what was typed into the fields of a form. */
export function readTyped(values: readonly string[], form: FilterForm): Typed {
  const [first = '', second = ''] = values;
  if (form.is === 'instants') return readSpan(first, second);
  if (form.is === 'numbers') return readRange(first, second);
  return form.is === 'box' ? readBox(values) : readText(first, form);
}

/** A term as it is typed into the fields of a form. */
export function typedOf(term: Term | undefined, form: FilterForm): readonly string[] {
  const written = (...ends: readonly (string | number | undefined)[]) => ends.map((end) => String(end ?? ''));
  if (form.is === 'box') {
    const box = term?.is === 'box' ? term.box : undefined;
    return written(box?.north, box?.west, box?.east, box?.south);
  }
  if (form.is === 'instants') return term?.is === 'span' ? written(term.from, term.to) : ['', ''];
  if (form.is === 'numbers') return term?.is === 'range' ? written(term.least, term.most) : ['', ''];
  if (term?.is === 'begins') return [form.is === 'dateBeginning' ? term.text : `${term.text}*`];
  return [valuesOf(term).join('; ')];
}

/** Reads the text of a filter: values, each on a line or with semicolons between them; or a beginning with `*` behind it. */
function readText(text: string, form: FilterForm): Typed {
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
function readSpan(from: string, to: string): Typed {
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
function readRange(least: string, most: string): Typed {
  const ends = [least, most].map((text) => (text.trim() === '' ? undefined : Number(text)));
  const [from, to] = ends;
  if (ends.some((end) => end !== undefined && !Number.isFinite(end))) return { fault: 'number' };
  if (from === undefined && to === undefined) return { term: undefined };
  if (from !== undefined && to !== undefined && from > to) return { fault: 'order' };
  return { term: { is: 'range', least: from, most: to } };
}

/** Reads the edges of a box in the order north, west, east, south; degrees. */
function readBox(typed: readonly string[]): Typed {
  const texts = typed.map((text) => text.trim());
  if (texts.every((text) => text === '')) return { term: undefined };
  const [north = 0, west = 0, east = 0, south = 0] = texts.map(Number);
  const isWithin = (value: number, most: number) => Number.isFinite(value) && Math.abs(value) <= most;
  if (texts.includes('') || ![south, north].every((value) => isWithin(value, 90))) return { fault: 'box' };
  if (![west, east].every((value) => isWithin(value, 180)) || south > north) return { fault: 'box' };
  return { term: { is: 'box', box: { south, west, north, east } } };
}
