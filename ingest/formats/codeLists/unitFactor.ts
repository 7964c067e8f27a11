/** A conversion factor: how many of another unit one unit is. */
export interface Factor {
  readonly value: number;
  /** Symbol of the other unit, as the list writes it, e.g. `kg`; null for a pure number. */
  readonly unit: string | null;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Submultiples of the kilogram in which the list states some masses. */
const kilogramsIn: Readonly<Record<string, number>> = { g: -3, mg: -6 };

/**
 * Reads a conversion factor as Recommendation 20 prints it: decimal comma, digits in groups of three, powers of ten with
 * superscript exponents: `2,834 952 x 10⁻² kg`, `10³ kg`, `kg`, `200 mg`. Masses are converted to kilograms, exactly. Null
 * for another form.
 */
export function parseFactor(text: string): Factor | null {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?!\d)/g, (_, raised: string) => `10^${lower(raised)}`)
    .replace(/(?<![\d,])10(-\d)/g, '10^$1')
    .replace(/([x×] )10 (?!\d)/, '$110^1 ')
    .trim();
  const form =
    /^(?:(\d[\d ]*(?:[,.] ?\d[\d ]*)?) ?(?:[x×] ?|(?=[^\d\s,.^])|$))?(?:10\^(-?\d+) ?)?(?:[x×] ?)?(1|[^\d\s,^](?:[^\d,^]|(?<=\p{L})\d)*)?$/u.exec(
      plain,
    );
  if (form === null || plain === '') return null;
  const [, mantissa, power, symbol] = form;
  const digits = (mantissa ?? '1').replaceAll(' ', '').replace(',', '.');
  const unit = symbol === undefined || symbol === '1' ? null : symbol.trim();
  const shift = unit === null ? undefined : kilogramsIn[unit];
  // Why parsed with its exponent: 2.834952 times 0.01 is not 0.02834952 in binary.
  const value = Number(`${digits}e${Number(power ?? 0) + (shift ?? 0)}`);
  return Number.isFinite(value) ? { value, unit: shift === undefined ? unit : 'kg' } : null;
}

/** Digits and sign of a superscript number: `⁻²` is `-2`. */
function lower(raised: string): string {
  const sign = raised.startsWith('⁻') ? '-' : '';
  return sign + [...raised.replace(/^[⁺⁻]/, '')].map((digit) => superscripts.indexOf(digit)).join('');
}
