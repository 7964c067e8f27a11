const romanNumbers: Readonly<Record<string, string>> = {
  II: '2',
  III: '3',
  IV: '4',
  VI: '6',
  VII: '7',
  VIII: '8',
  IX: '9',
  XI: '11',
  XII: '12',
};

/** A word of a ship's name with `II` to `XII` as a number; single letters stay, since they are initials as often. */
export function romanToNumber(word: string): string {
  return romanNumbers[word] ?? word;
}
