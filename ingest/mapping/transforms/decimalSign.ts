/** What stands before the decimals of a file's numbers. */
export type DecimalSign = 'POINT' | 'COMMA';

/** Numbers that can be read in one way only: both signs, or a group of digits that is none of thousands. */
const telling: Readonly<Record<DecimalSign, RegExp>> = {
  POINT: /^[+-]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d+)$/,
  COMMA: /^[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d+)$/,
};

/** The decimal sign that a number tells; null for one that does not. */
export function decimalSignOf(text: string): DecimalSign | null {
  if (telling.POINT.test(text)) return 'POINT';
  return telling.COMMA.test(text) ? 'COMMA' : null;
}

/** True for `242.310` and `1,234`: whether the sign parts decimals or thousands only the rest of the file can tell. */
export function isOfEitherSign(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
}

/**
 * The decimal sign of a file, from all its numbers: a spreadsheet of another country writes `8.474,41`, and `12,345` for
 * what is twelve and a bit. A comma only where some number says so and none says otherwise.
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

/** A number of a file with decimal commas as one with a decimal point; any other text as it is. */
export function toDecimalPoint(text: string): string {
  return /^[+-]?(?:\d{1,3}(?:[. \u00A0\u202F]\d{3})+|\d+)(?:,\d+)?$/.test(text)
    ? text.replaceAll(/[. \u00A0\u202F]/g, '').replace(',', '.')
    : text;
}
