import { hashOfOrigin } from '../witness/keptHeads.js';
import { askShort, type Patience, type ShortAnswer, type ShortQuestion } from './shortAnswer.js';

/** Speaks to one witness. */
export interface WitnessClient {
  /** Asks for a cosignature. Throws the system's error, or a TimeoutError. */
  addCheckpoint(body: string): Promise<ShortAnswer>;
  /** The note that it last cosigned for an origin; null if it shows none. */
  checkpoint(origin: string): Promise<string | null>;
}

/**
 * Speaks to a witness over HTTP.
 *
 * @param url submission prefix, also used as monitoring prefix
 * @see C2SP tlog-witness
 */
export function witnessClient(url: string, patience: Patience): WitnessClient {
  const ask = (path: string, question: ShortQuestion = {}): Promise<ShortAnswer> =>
    askShort(`${url}${path}`, question, patience);
  return {
    addCheckpoint: (body) => ask('/add-checkpoint', { body }),
    async checkpoint(origin) {
      const { status, body } = await ask(`/${hashOfOrigin(origin)}/checkpoint`);
      return status === 200 ? body : null;
    },
  };
}
