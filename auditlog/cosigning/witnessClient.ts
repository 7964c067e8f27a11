import { hashOfOrigin } from '../witness/keptHeads.js';

/** How a witness answered. */
export interface WitnessReply {
  readonly status: number;
  readonly body: string;
}

/** The way to one witness. */
export interface WitnessClient {
  /** Asks for a cosignature. Throws the system's error, or a TimeoutError. */
  addCheckpoint(body: string): Promise<WitnessReply>;
  /** The note that it cosigned last for an origin; null where it shows none. */
  checkpoint(origin: string): Promise<string | null>;
}

/** Longest answer that is read: a note of 72 signatures. */
const mostBytes = 300_000;

/**
 * The way to a witness over HTTP.
 *
 * @param url submission prefix, which is taken for the monitoring prefix too
 * @see C2SP tlog-witness
 */
export function witnessClient(
  url: string,
  { timeoutMs, signal: ending }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): WitnessClient {
  const ask = async (path: string, init: RequestInit): Promise<WitnessReply> => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ending]);
    // Why no redirect: a head is sent to whom the trust file names, and to nobody else.
    const response = await fetch(`${url}${path}`, { ...init, signal, redirect: 'error' });
    return { status: response.status, body: await readShort(response) };
  };
  return {
    addCheckpoint: (body) => ask('/add-checkpoint', { method: 'POST', body }),
    async checkpoint(origin) {
      const { status, body } = await ask(`/${hashOfOrigin(origin)}/checkpoint`, {});
      return status === 200 ? body : null;
    },
  };
}

async function readShort(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
