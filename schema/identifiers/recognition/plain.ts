/** A text as it is searched: normalised, with one space between words and no control characters. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * A plain text as numbers are read: digits of any script as 0 to 9, every dash as a hyphen, without the invisible characters that
 * come along from pages and papers.
 */
export function identifierText(plain: string): string {
  if (/^[ -~]*$/.test(plain)) return plain;
  return plain
    .replaceAll(/\p{Nd}/gu, decimal)
    .replaceAll(/\p{Pd}|\u2212/gu, '-')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
}

/** The digit that a character is. Each script's ten digits follow each other, and none follows those of another script. */
function decimal(character: string): string {
  const at = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value += 1;
  return String(value);
}

/** What stands behind a label: `9187629` of `IMO No. 9187629`; null without the label. */
export function behindLabel(label: string): (text: string) => string | null {
  const pattern = new RegExp(
    `^(?:${label})(?![a-z])\\s?(?:(?:nos?|nr|number|nummer|code)(?![a-z]))?[\\s:.#/-]*(.+)$`,
    'i',
  );
  return (text) => pattern.exec(text)?.[1] ?? null;
}

/** In capitals, without spaces, hyphens, dots and slashes. */
export function compacted(text: string): string {
  return text.toUpperCase().replaceAll(/[\s./-]/g, '');
}
