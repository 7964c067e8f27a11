/** Longest header text that is read, characters after decoding. */
export const MAX_HEADER_TEXT = 2_000;

/**
 * The text of a header in percent-encoded UTF-8. Undefined for broken escapes, invalid UTF-8, control characters, and text
 * that is too long.
 */
export function decodeHeaderText(value: string): string | undefined {
  // Node gives header bytes as latin1: anything beyond ASCII was not percent-encoded.
  if (!/^[\x20-\x7e]*$/.test(value)) return undefined;
  try {
    const text = decodeURIComponent(value);
    return isPlainText(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** True for text of at most `MAX_HEADER_TEXT` characters without control characters. */
export function isPlainText(text: string): boolean {
  return text.length <= MAX_HEADER_TEXT && !/[\p{Cc}\p{Cs}]/u.test(text);
}
