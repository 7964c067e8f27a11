/** Name of the format, as each line states it. */
export const portcullisJsonlName = 'portcullis-jsonl';

/** Version of the form of a line; records may gain fields without a new one. */
export const portcullisJsonlVersion = 1;

/**
 * A record as one line, its line end included: everything that is known of it. The format `portcullis-jsonl` reads it
 * back to the same content hash.
 */
export function toPortcullisLine(
  source: string,
  { record, raw }: { readonly record: object; readonly raw: string | null },
): string {
  const line = { format: portcullisJsonlName, formatVersion: portcullisJsonlVersion, source, record, raw };
  return `${JSON.stringify(line)}\n`;
}
