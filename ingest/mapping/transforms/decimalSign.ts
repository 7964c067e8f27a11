/** The decimal separator of a file's numbers. */
export type DecimalSign = 'POINT' | 'COMMA';

/** Numbers that are unambiguous: with both signs, or with a group of digits that is not of thousands. */
const telling: Readonly<Record<DecimalSign, RegExp>> = {
  POINT: /^[+-]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d+)$/,
  COMMA: /^[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d+)$/,
};

/** The decimal sign of an unambiguous number; null for others. */
export function decimalSignOf(text: string): DecimalSign | null {
  if (telling.POINT.test(text)) return 'POINT';
  return telling.COMMA.test(text) ? 'COMMA' : null;
}

/** True for `242.310` and `1,234`, where the sign may separate decimals or thousands. */
export function isOfEitherSign(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
}

/**
 * The decimal sign of a file, from all its numbers: spreadsheets of some countries write `8.474,41`. A comma only where some
 * number has one and none has a decimal point.
 */
export async function findDecimalSign(texts: AsyncIterable<string>): Promise<DecimalSign> {
  let isComma = false;
  for await (const text of texts) {
    const sign = decimalSignOf(text);
    if (sign === 'POINT') return sign;
    isComma ||= sign === 'COMMA';
  }
  return isComma ? 'COMMA' : 'POINT';
}

/** Writes a number with a decimal comma with a point; returns any other text as it is. */
export function toDecimalPoint(text: string): string {
  return /^[+-]?(?:\d{1,3}(?:[. \u00A0\u202F]\d{3})+|\d+)(?:,\d+)?$/.test(text)
    ? text.replaceAll(/[. \u00A0\u202F]/g, '').replace(',', '.')
    : text;
}
