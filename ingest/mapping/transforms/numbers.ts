import { toCurrency } from '../../codes/currency.js';
import { toUnit } from '../../codes/units.js';
import type { Spec } from '../mapping.js';
import { type Converter, type Fail, WithSiblings } from './converter.js';

/** How numbers are written. */
export interface NumberForm {
  readonly decimal: '.' | ',';
  /** Absent: the other of point and comma, a space, an apostrophe. */
  readonly thousands?: string | undefined;
}

type ReadNumber = (text: string, fail: Fail) => number | null;

/**
 * A number as people write it: `1,234.5`, `1 234`, `-3e5`. Separators of thousands are before every three digits or nowhere:
 * under a decimal point `1,5` is no number, rather than fifteen.
 */
export function readNumber({ decimal, thousands }: NumberForm): ReadNumber {
  const point = decimal === '.' ? '\\.' : ',';
  const other = decimal === '.' ? ',' : '\\.';
  const group =
    thousands === undefined ? `[${other} '’\\u00A0\\u202F]` : thousands === '' ? '(?!)' : `[\\${thousands}]`;
  const plain = decimal === '.' ? /^-?\d{1,15}(?:\.\d+)?$/ : /^-?\d{1,15}(?:,\d+)?$/;
  const written = new RegExp(`^([+−-]?)(\\d{1,3}(?:${group}\\d{3})+|\\d*)(?:${point}(\\d*))?(?:[eE]([+-]?\\d{1,3}))?$`);
  return (text, fail) => {
    if (plain.test(text)) return Number(decimal === '.' ? text : text.replace(',', '.'));
    const match = written.exec(text);
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
    if (!match || whole + fraction === '') {
      fail('number.impossible');
      return null;
    }
    const digits = whole.replaceAll(/\D/g, '');
    const number = Number(`${sign === '-' || sign === '−' ? '-' : ''}${digits || '0'}.${fraction || '0'}e${exponent}`);
    if (Number.isFinite(number)) return number;
    fail('number.impossible');
    return null;
  };
}

/** Reads numbers in one form; those outside of the bounds (both included) fail as `number.range`. */
export function numberConverter(
  form: NumberForm,
  within: readonly [number, number] = [-Infinity, Infinity],
): Converter {
  const read = readNumber(form);
  return (text, fail) => {
    const number = read(text, fail);
    if (number === null || (number >= within[0] && number <= within[1])) return number;
    fail('number.range');
    return null;
  };
}

/** Reads whole numbers of 32 bits; others fail as `number.notInteger`. */
export function integerConverter(form: NumberForm): Converter {
  const read = readNumber(form);
  return (text, fail) => {
    const number = read(text, fail);
    // Why: PostgreSQL keeps these as int.
    if (number === null || (Number.isInteger(number) && Math.abs(number) < 2 ** 31)) return number;
    fail('number.notInteger');
    return null;
  };
}

/** Percent, with or without its sign. */
export function percentageConverter(form: NumberForm): Converter {
  const number = numberConverter(form, [0, 100]);
  return (text, fail, other) => number(text.replace(/\s*%$/, ''), fail, other);
}

/** The unit of a number: a word of the mapping, or a column of the file. */
export type UnitSource = Spec['unit'];

/** To kilograms; a number without a unit is in kilograms. */
export function massConverter(form: NumberForm, unit: UnitSource): Converter {
  return amountConverter(form, unit, (amount, word, fail) => {
    const found = toUnit(word);
    if (found?.toKg !== undefined && found.toKg !== null) return toKilograms(amount, found.toKg);
    fail(found === null ? 'unit.unknown' : 'unit.noMass', word);
    return null;
  });
}

/** An amount with its unit and, for masses, its kilograms. */
export function quantityConverter(form: NumberForm, unit: UnitSource): Converter {
  return amountConverter(form, unit, (amount, word, fail) => {
    const found = toUnit(word);
    if (found === null) fail('unit.unknown', word);
    const kilograms = found === null || found.toKg === null ? null : toKilograms(amount, found.toKg);
    return new WithSiblings(amount, { unit: found?.code ?? null, normalisedKg: kilograms });
  });
}

/** An amount that is not negative; `ofUnit` makes its value where a unit is stated. */
function amountConverter(
  form: NumberForm,
  unit: UnitSource,
  ofUnit: (amount: number, word: string, fail: Fail) => number | WithSiblings | null,
): Converter {
  const number = numberConverter(form, [0, Infinity]);
  const translate = toUnitWords(unit);
  return (text, fail, other) => {
    const { digits, word: stated } = splitUnit(text, unit, other);
    const word = translate(stated);
    const amount = number(digits, fail, other) as number | null;
    return amount === null || word === null ? amount : ofUnit(amount, word, fail);
  };
}

/** Twelve digits, without the rounding noise of the multiplication. */
function toKilograms(amount: number, factor: number): number {
  return Number((amount * factor).toPrecision(12));
}

/** Translates unit words of the file by a mapping's `map`. */
function toUnitWords(unit: UnitSource): (word: string | null) => string | null {
  const map = typeof unit === 'object' ? unit.map : undefined;
  if (!map) return (word) => word;
  const words = new Map(Object.entries(map).map(([from, to]) => [from.trim().toLowerCase(), to]));
  return (word) => {
    if (word === null) return null;
    const to = words.get(word.trim().toLowerCase());
    return to === undefined ? word : to;
  };
}

/** Amount and unit; a unit behind the number itself, `12.5 kg`, wins. */
function splitUnit(
  text: string,
  unit: UnitSource,
  other: (name: string) => string | null,
): { digits: string; word: string | null } {
  const match = /^([^\p{L}]*\d[.,]?)\s*(\p{L}[\p{L}\d. ]*)$/u.exec(text);
  if (match && !/^[eE]\d/.test(match[2] as string))
    return { digits: (match[1] as string).trim(), word: match[2] as string };
  return { digits: text, word: unit === undefined ? null : typeof unit === 'string' ? unit : other(unit.column) };
}

/** To minor units of a currency. */
export function moneyConverter(form: NumberForm, money: NonNullable<Spec['money']>): Converter {
  const read = readNumber(form);
  const { currency, minor = false } = money;
  return (text, fail, other) => {
    const amount = read(text.replace(/^[€$£¥]\s*|\s*[€$£¥]$/g, ''), fail);
    if (amount === null) return null;
    const stated = typeof currency === 'string' ? currency : other(currency.column);
    const found = toCurrency(stated);
    if (found === null || found.decimals === null) {
      fail('currency.unknown', stated ?? '');
      return null;
    }
    const minorUnits = Math.round(Number((amount * (minor ? 1 : 10 ** found.decimals)).toPrecision(15)));
    if (Number.isSafeInteger(minorUnits)) return { minorUnits, currency: found.code };
    fail('number.range');
    return null;
  };
}

/** Degrees: decimal, with or without N, S, E, W, or degrees, minutes and seconds. */
export function degreesConverter(form: NumberForm, limit: 90 | 180): Converter {
  const read = readNumber({ ...form, thousands: '' });
  return (text, fail) => {
    const side = /^([NSEWO])?\s*(.*?)\s*([NSEWO])?$/i.exec(text) ?? [];
    const letter = (side[1] ?? side[3] ?? '').toUpperCase();
    const parts = /^(-?\d{1,3})[°\s]\s*(\d{1,2}(?:[.,]\d+)?)['′\s]?\s*(?:(\d{1,2}(?:[.,]\d+)?)(?:["″]|'')?)?$/.exec(
      side[2] ?? '',
    );
    let degrees: number | null;
    if (parts) {
      const [whole = 0, minutes = 0, seconds = 0] = parts
        .slice(1)
        .map((part) => Number((part ?? '0').replace(',', '.')));
      degrees = Math.abs(whole) + minutes / 60 + seconds / 3600;
      if (parts[1]?.startsWith('-')) degrees = -degrees;
    } else degrees = read((side[2] ?? text).replace(/°$/, ''), fail);
    if (degrees === null) return null;
    const signed = letter === 'S' || letter === 'W' ? -degrees : degrees;
    if (Math.abs(signed) <= limit) return Number(signed.toFixed(7));
    fail('coordinate.impossible');
    return null;
  };
}
