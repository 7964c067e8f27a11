import type { Reading } from './forms.js';

/**
 * Usual formats of plates in use, by country and distinguishing sign (Vienna Convention on Road Traffic, annex 3): A is a letter,
 * 9 a digit, `-` a separator that may be left out, `=` one that may not; all else is a regular expression. Personal, temporary and
 * diplomatic plates are not in it. Made by hand, and not compared with the registers: Wikipedia's pages "Vehicle registration plates
 * of" each country describe the series. A format that is missing here is not recognised, and nothing else.
 */
const formats = `
AL AL  AA-999-AA
AM AM  99-AA-999
AT A   A{1,2}=9{3,5}-A{1,2}
AZ AZ  99-AA-999
BA BIH A99-A-999
BE B   9-AAA-999 AAA-999 999-AAA
BG BG  [ABCEHKMOPTXY]{1,2}-9999-[ABCEHKMPTX]{2}
BY BY  9999-AA-9
CH CH  (?:A[GIR]|B[ELS]|FR|G[ELR]|JU|LU|N[EW]|OW|S[GHOZ]|T[GI]|UR|V[DS]|Z[GH])-9{1,6}
CN CHN [京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]-[A-Z0-9]{5,6}
CY CY  AAA-999
CZ CZ  9A9-9999
DE D   [A-ZÄÖÜ]{1,3}=A{1,2}-9{1,4}[EH]?
DK DK  AA-99-999
EE EST 999-AAA
ES E   9999-[B-DF-HJ-NPR-TV-Z]{3}
FI FIN A{2,3}-9{2,3}
FR F   AA-999-AA 9{2,4}-A{2,3}-9[0-9AB]
GB GB  AA99-AAA A9{1,3}-AAA
GE GE  AA-999-AA
GR GR  AAA-9999
HR HR  AA-9{3,4}-A{1,2}
HU H   AAA-999 AA-AA-999
IL IL  99=999=99 999=99=999
IS IS  AA-A99 AA-999
IE IRL 99[12]?-A{1,2}-9{1,6}
IT I   AA-999-AA
KR ROK 9{2,3}[가-힣]-9999
KZ KZ  999-A{2,3}-99
LT LT  AAA-999
LU L   AA-9999
LV LV  AA-9{2,4}
MD MD  AAA-999
ME MNE AA-AA-999
MK NMK AA-9999-AA
MT M   AAA-999
NL NL  AA-99-99 99-99-AA 99-AA-99 AA-99-AA AA-AA-99 99-AA-AA 99-AAA-9 9-AAA-99 AA-999-A A-999-AA AAA-99-A 9-AA-999
NO N   AA-99999
PL PL  AA-99999 AA-9999A AA-999AA AA-9A999 AA-9AA99 AAA-A999 AAA-99AA AAA-9A99 AAA-99A9 AAA-9AA9 AAA-AA99 AAA-99999
PT P   AA-99-AA 99-99-AA 99-AA-99 AA-99-99
RO RO  A{1,2}-9{2,3}-AAA
RS SRB AA-9{3,4}-AA
RU RUS [ABCEHKMOPTXY]-9{3}-[ABCEHKMOPTXY]{2}-9{2,3}
SE S   AAA-99[A-Z0-9]
SI SLO AA-AA-999 AA-999-AA
SK SK  AA-999-AA
TR TR  99-A{1,3}-9{2,4}
UA UA  AA-9999-AA
UZ UZ  99-A-999-AA 99-999-AAA`;

interface Plates {
  readonly country: string;
  readonly sign: string;
  readonly pattern: RegExp;
}

const plates: readonly Plates[] = formats
  .trim()
  .split('\n')
  .map((line) => {
    const [country = '', sign = '', ...each] = line.split(/ +/);
    return { country, sign, pattern: new RegExp(`^(?:${each.map(expressionOf).join('|')})$`) };
  });

/** What stands in brackets, and a letter before one, is left as it is. */
function expressionOf(format: string): string {
  return format.replaceAll(/\[[^\]]*\]|\(\?:.*\)|[A9=-]/g, (part) => {
    if (part === 'A') return '[A-Z]';
    if (part === '9') return '\\d';
    return part === '-' ? '-?' : part === '=' ? '-' : part;
  });
}

/** Letters of Cyrillic and of Greek plates, which are those that look like Latin ones. */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВЕКМНОРСТУХІΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((letter, at) => [letter, [...'ABEKMHOPCTYXIABEZHIKMNOPTYX'][at] ?? letter]),
);

/** The sign of a country behind a plate: in brackets, or RUS, which stands on the plate. */
const signBehind = /^(.+?)-?\(([A-Z]{1,3})\)$|^(.*[A-Z].*)-(RUS)$/;

/** Longest plate, with its separators and its country's sign. */
const LONGEST = 16;

/**
 * A registration plate, in capitals with a hyphen for each separator: `12-AB-34`. By its form it may be of several countries; the
 * sign of one before it says which: `NL 12-AB-34`.
 */
export function readPlate(text: string): Reading | null {
  if (text.length > LONGEST) return null;
  const value = text
    .toUpperCase()
    .replaceAll(/[А-ЯІΑ-Ω]/g, (letter) => alike[letter] ?? letter)
    .replaceAll(/[\s./·-]+/g, '-')
    .replace(signBehind, '$2$4-$1$3');
  const [, sign, rest = ''] = /^([A-Z]{1,3})-(.+)$/.exec(value) ?? [];
  const signed = plates.find(
    ({ country, sign: own, pattern }) => (sign === own || sign === country) && pattern.test(rest),
  );
  const countries = plates.filter(({ pattern }) => pattern.test(value)).map(({ country }) => country);
  if (countries.length > 0) return { value, countries };
  return signed ? { value: rest, countries: [signed.country] } : null;
}
