/** Name of the format, as each line states it. */
export const portcullisJsonlName = 'portcullis-jsonl';

/** Version of the line's form; new fields of records do not change it. */
export const portcullisJsonlVersion = 1;

/**
 * A whole record as one line, including its line end. The format `portcullis-jsonl` reads it back to the same content
 * hash.
 */
export function toPortcullisLine(
  source: string,
  { record, raw }: { readonly record: object; readonly raw: string | null },
): string {
  const line = { format: portcullisJsonlName, formatVersion: portcullisJsonlVersion, source, record, raw };
  return `${JSON.stringify(line)}\n`;
}
