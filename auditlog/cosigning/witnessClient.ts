import { hashOfOrigin } from '../witness/keptHeads.js';
import { askShort, type ShortAnswer } from './shortAnswer.js';

/** The way to one witness. */
export interface WitnessClient {
  /** Asks for a cosignature. Throws the system's error, or a TimeoutError. */
  addCheckpoint(body: string): Promise<ShortAnswer>;
  /** The note that it cosigned last for an origin; null where it shows none. */
  checkpoint(origin: string): Promise<string | null>;
}

/**
 * The way to a witness over HTTP.
 *
 * @param url submission prefix, which is taken for the monitoring prefix too
 * @see C2SP tlog-witness
 */
export function witnessClient(
  url: string,
  { timeoutMs, signal: ending }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): WitnessClient {
  const ask = (path: string, init: RequestInit): Promise<ShortAnswer> => {
    const late = AbortSignal.timeout(timeoutMs);
    return askShort(`${url}${path}`, { ...init, signal: ending ? AbortSignal.any([late, ending]) : late });
  };
  return {
    addCheckpoint: (body) => ask('/add-checkpoint', { method: 'POST', body }),
    async checkpoint(origin) {
      const { status, body } = await ask(`/${hashOfOrigin(origin)}/checkpoint`, {});
      return status === 200 ? body : null;
    },
  };
}
