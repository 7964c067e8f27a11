import { isValidContainerId, parseContainerId } from '../../../schema/identifiers/containerId.js';
import { parseEori } from '../../../schema/identifiers/eori.js';
import { parseIcaoAddress } from '../../../schema/identifiers/icaoAddress.js';
import { isValidImo, parseImo } from '../../../schema/identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../../schema/identifiers/mrn.js';
import { parseRegistrationMark } from '../../../schema/identifiers/registrationMark.js';
import { toHs } from '../../codes/hs.js';
import { toLocode } from '../../codes/locode.js';
import { toPackageType } from '../../codes/packages.js';
import { toTransportMode } from '../../codes/transportMode.js';
import { toUnit } from '../../codes/units.js';
import type { Converter } from './converter.js';
import { toCountry } from './countryNames.js';

/** Values that each reader remembers: files repeat their codes. */
const remembered = 2000;

/** Name (in English and other languages), alpha-2 or alpha-3 to ISO 3166-1 alpha-2. */
export const countryConverter = known(toCountry, 'country.unknown');

/** A UN/LOCODE. */
export const unlocodeConverter = known(toLocode, 'locode.form');

/** A unit of UNECE Recommendation 20, by code or name. */
export const unitConverter = known((text) => toUnit(text)?.code ?? null, 'unit.unknown');

/** A type of package of UNECE Recommendation 21. */
export const packageConverter = known(toPackageType, 'package.unknown');

/** A mode of transport of UNECE Recommendation 19. */
export const transportModeConverter = known(toTransportMode, 'mode.unknown');

/** A quality flag as a record states it. */
export const flagConverter = known((text) => (/^[A-Z][A-Z0-9_]{0,63}$/.test(text) ? text : null), 'flag.form');

/** Commodity code to its first six, or eight, digits. */
export function hsConverter(level: 'hs6' | 'cn8'): Converter {
  return (text, fail) => {
    const reading = toHs(text);
    const code = reading[level];
    if (code === null) fail(reading.flag === 'HS_CHAPTER' ? 'hs.chapter' : 'hs.form');
    return code;
  };
}

/** IMO number; null where the check digit is wrong. */
export const imoConverter: Converter = (text, fail) => {
  const imo = parseImo(text);
  if (imo !== null && isValidImo(imo)) return imo;
  fail(imo === null ? 'imo.form' : 'imo.checkDigit');
  return null;
};

/** Registration mark of an aircraft; as stated where it does not have that form. */
export const registrationMarkConverter = asStated(parseRegistrationMark, 'registration');

/** ICAO 24-bit address of an aircraft. */
export const icaoAddressConverter = known(parseIcaoAddress, 'icaoAddress.form');

/** MRN; as stated where it is not valid. */
export const mrnConverter = asStated(parseMrn, 'mrn', isValidMrn);

/** Container number; as stated where it is not valid. */
export const containerConverter = asStated(parseContainerId, 'container', isValidContainerId);

/** EORI number; as stated where it does not have that form. */
export const eoriConverter = asStated(parseEori, 'eori');

/** A code of a closed list, in any case and with spaces or hyphens for underscores. */
export function codeConverter(codes: readonly string[], asNumber: boolean): Converter {
  const byKey = new Map(codes.map((code) => [codeKey(code), code]));
  return (text, fail) => {
    const code = byKey.get(codeKey(text));
    if (code === undefined) {
      fail('code.unknown');
      return null;
    }
    return asNumber ? Number(code) : code;
  };
}

const yes = ['true', 'yes', 'y', '1', 't', 'ja', 'j', 'oui', 'o', 'si', 'sí', 's', 'tak', 'x'];
const no = ['false', 'no', 'n', '0', 'f', 'nein', 'nee', 'non', 'nie'];

/** True or false, in the mapping's words or in common ones. */
export function booleanConverter(
  words: { readonly true: readonly string[]; readonly false: readonly string[] } | undefined,
): Converter {
  const lower = (list: readonly string[]) => new Set(list.map((word) => word.toLowerCase()));
  const trues = lower(words?.true ?? yes);
  const falses = lower(words?.false ?? no);
  return (text, fail) => {
    const word = text.toLowerCase();
    if (trues.has(word)) return true;
    if (falses.has(word)) return false;
    fail('boolean.unknown');
    return null;
  };
}

function codeKey(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]+/g, '_');
}

function known(find: (text: string) => unknown, reason: string): Converter {
  const found = new Map<string, unknown>();
  return (text, fail) => {
    let value = found.get(text);
    if (value === undefined) {
      value = find(text);
      if (found.size < remembered) found.set(text, value);
    }
    if (value === null) fail(reason);
    return value;
  };
}

function asStated(parse: (text: string) => string | null, word: string, isValid = (_code: string) => true): Converter {
  return (text, fail) => {
    const code = parse(text);
    if (code === null) fail(`${word}.form`);
    else if (!isValid(code)) fail(`${word}.checkDigit`);
    return code ?? text;
  };
}
