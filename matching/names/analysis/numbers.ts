const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';
const named = new Map<string, number>();
for (const [index, word] of units.split(' ').entries()) named.set(word, index);
for (const [index, word] of tens.split(' ').entries()) named.set(word, 20 + 10 * index);

const roman = /^(x{0,3})(ix|iv|v?i{0,3})$/;
const romanValues: Readonly<Record<string, number>> = { x: 10, ix: 9, iv: 4, v: 5, i: 1 };

/** The number that a word means, in digits: 7, 7th, seven, or VII where it is not the first word. */
export function numberIn(word: string, isFirst: boolean): string | undefined {
  const digits = /^(\d+)(st|nd|rd|th)?$/.exec(word)?.[1];
  if (digits !== undefined) return digits.replace(/^0+(?=\d)/, '');
  const value = named.get(word);
  if (value !== undefined) return String(value);
  const [, many = '', few = ''] = (!isFirst && word !== '' && roman.exec(word)) || [];
  let ones = romanValues[few] ?? 0;
  if (ones === 0) for (const digit of few) ones += romanValues[digit] ?? 0;
  const romanValue = many.length * 10 + ones;
  return romanValue > 0 ? String(romanValue) : undefined;
}

/** Whether one number may be a slip for the other: neighbours in a series, or of one length and one digit apart. */
export function isNumberSlip(a: string, b: string): boolean {
  if (Math.abs(Number(a) - Number(b)) === 1) return true;
  return a.length > 2 && a.length === b.length && [...a].filter((digit, at) => digit !== b[at]).length === 1;
}

const spoken = new RegExp(
  `\\b(${tens.replaceAll(' ', '|')})[ -]?(\\d|${units.split(' ').slice(1, 10).join('|')})\\b`,
  'gi',
);

/** A text with `forty four` and `forty 4` written as 44. */
export function joinSpokenNumbers(text: string): string {
  return text.replace(spoken, (_, ten: string, unit: string) =>
    String((named.get(ten.toLowerCase()) ?? 0) + (named.get(unit.toLowerCase()) ?? Number(unit))),
  );
}
