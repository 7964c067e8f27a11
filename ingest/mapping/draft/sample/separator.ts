/** Separators of several values in one cell, likelier ones first. */
const separators = [';', '|', ', ', ',', ' / ', '/'] as const;

/**
 * The separator of cells with several values, where every part is a value; null where cells have one value.
 *
 * @param isValue whether a text is one value: such a cell, `Korea, North`, is never split
 */
export function separatorOf(texts: readonly string[], isValue: (text: string) => boolean): string | null {
  const several = texts.filter((text) => separators.some((one) => text.includes(one)) && !isValue(text));
  const parts = (text: string, by: string): string[] =>
    text
      .split(by)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const found = separators.map((by) => ({
    by,
    cells: several.filter((text) => parts(text, by).length > 1 && parts(text, by).every(isValue)).length,
  }));
  const best = found.reduce((one, other) => (other.cells > one.cells ? other : one));
  return best.cells > 0 && best.cells >= several.length / 2 ? best.by : null;
}
