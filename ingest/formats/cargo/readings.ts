import { toCountryCode } from '../../codes/countries.js';
import { toCurrency } from '../../codes/currency.js';
import { toHs } from '../../codes/hs.js';
import { toTransportMode } from '../../codes/transportMode.js';
import { toUnit } from '../../codes/units.js';
import type { StatedAmount } from '../../records/cargo.js';
import { maximumCount } from '../tables/values.js';

/** Raises a quality flag of one record. */
export type Flag = (flag: string) => void;

/** ISO 3166-1 alpha-2; null, with a flag, for a text that names no country. */
export function readCountry(text: string | null, flag: Flag): string | null {
  if (text === null) return null;
  const code = toCountryCode(text);
  if (code === null) flag('COUNTRY_UNKNOWN');
  return code;
}

/** A mode of transport, 0 to 9; null, with a flag, for an unknown one. */
export function readMode(text: string | null, flag: Flag): number | null {
  const mode = toTransportMode(text);
  if (text !== null && mode === null) flag('MODE_UNKNOWN');
  return mode;
}

/** A decimal number, with or without commas between thousands; null, with a flag, for anything else, also below zero. */
export function readNumber(text: string | null, flag: Flag): number | null {
  if (text === null) return null;
  // Why not after a zero: `0,971` is a fraction with a decimal comma.
  const plain = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const number = /^\+?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
  if (Number.isFinite(number)) return number;
  flag('NUMBER_IMPOSSIBLE');
  return null;
}

/** A whole number that fits its column; null, with a flag, for anything else. */
export function readCount(text: string | null, flag: Flag): number | null {
  const number = readNumber(text, flag);
  if (number === null) return null;
  if (Number.isInteger(number) && number <= maximumCount) return number;
  flag('NUMBER_IMPOSSIBLE');
  return null;
}

/** A mass in kilograms from the stated unit (UNECE Recommendation 20, by default `KGM`; `KGM#G` is gross). */
export function readMass(text: string | null, unit: string | undefined, flag: Flag): number | null {
  const number = readNumber(text, flag);
  if (number === null || unit === undefined || unit === '') return number;
  const toKg = toUnit(unit.split('#', 1)[0])?.toKg ?? null;
  if (toKg !== null) return toKg === 1 ? number : Number((number * toKg).toPrecision(12));
  flag('UNIT_UNKNOWN');
  return null;
}

/** An amount in minor units of its currency, rounded to them. */
export function readAmount(text: string | null, currency: string | undefined, flag: Flag): StatedAmount | null {
  const number = readNumber(text, flag);
  if (number === null) return null;
  const known = toCurrency(currency);
  if (known === null || known.decimals === null) {
    flag('CURRENCY_UNKNOWN');
    return null;
  }
  const minorUnits = Math.round(Number(`${number}e${known.decimals}`));
  if (Number.isSafeInteger(minorUnits)) return { minorUnits, currency: known.code };
  flag('NUMBER_IMPOSSIBLE');
  return null;
}

/** A commodity code, level by level. */
export interface CommodityReading {
  readonly commodityCode: string | null;
  readonly hs6: string | null;
  readonly cn8: string | null;
}

/** Reads a commodity code of 2 to 10 digits; anything else raises a flag. */
export function readCommodityCode(text: string | null, flag: Flag): CommodityReading {
  if (text === null) return { commodityCode: null, hs6: null, cn8: null };
  const digits = text.replaceAll(/[\s.]/g, '');
  const { hs6, cn8, flag: doubt } = toHs(digits);
  if (doubt !== null) flag(doubt);
  return { commodityCode: /^\d{2,10}$/.test(digits) ? digits : null, hs6, cn8 };
}

/** A time. Without a time zone or a time of day, `stated` is the text and the instant midnight UTC of its day. */
export interface TimeReading {
  readonly instant: string | null;
  readonly stated: string | null;
}

const nothing: TimeReading = { instant: null, stated: null };

const numericTime = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const isoTime = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * A time as messages write it: `202611251400` (UN/EDIFACT 203), with seconds and zone (304), a day (102), or ISO 8601.
 * Null, with a flag, for a time that does not exist.
 */
export function readTime(text: string | null, flag: Flag): TimeReading {
  if (text === null) return nothing;
  const parts = numericTime.exec(text) ?? isoTime.exec(text);
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', zone] = parts ?? [];
  const wall = `${year}-${month}-${day}T${hour ?? '00'}:${minute}:${second}Z`;
  if (parts === null || !isReal(wall)) {
    flag('DATE_IMPOSSIBLE');
    return nothing;
  }
  if (hour === undefined || zone === undefined) return { instant: `${wall.slice(0, 10)}T00:00:00Z`, stated: text };
  const offset = zone === 'Z' ? 0 : toMinutes(zone);
  return { instant: new Date(Date.parse(wall) - offset * 60_000).toISOString().replace('.000Z', 'Z'), stated: null };
}

function isReal(wall: string): boolean {
  const time = new Date(wall);
  if (Number.isNaN(time.getTime())) return false;
  const year = time.getUTCFullYear();
  return year >= 1900 && year < 2200 && time.toISOString().slice(0, 19) === wall.slice(0, 19);
}

function toMinutes(zone: string): number {
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith('-') ? -minutes : minutes;
}
