/** How somebody outside answered. */
export interface ShortAnswer {
  readonly status: number;
  readonly body: string;
}

/** Longest answer that is read: a note of 72 signatures. */
const mostBytes = 300_000;

/**
 * Asks a witness or a log over HTTP, for as long as its signal allows.
 *
 * @throws the system's error; Error for an answer that is too long, or sends elsewhere: only who was named is asked
 */
export async function askShort(url: string, init: RequestInit): Promise<ShortAnswer> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return { status: response.status, body: Buffer.concat(chunks).toString('utf8') };
}

/** Why nobody answered, in words without an end. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
