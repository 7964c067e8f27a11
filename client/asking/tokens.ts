import { type Bearer, readBearer, type Statement } from '../viewer.js';

/**
 * Gives the access token of who is signed in now. It is asked before each question, and with `renew` where the last one has
 * expired or was refused: then it gets another. It fails where nobody is signed in.
 */
export type TokenSource = (need: { readonly renew: boolean }) => string | Promise<string>;

/** A token that is good for some seconds yet, and whom it speaks for. */
export interface HeldToken extends Bearer {
  readonly token: string;
}

/** Tokens, of which one is renewed at a time. */
export interface Tokens {
  /** @throws ClientError TOKEN_UNREADABLE, PURPOSE_NOT_ALLOWED; what the source throws */
  get(statement: Statement): Promise<HeldToken>;
  /** Another than `refused`, unless somebody else has renewed it already. */
  renew(statement: Statement, refused: string): Promise<HeldToken>;
}

/** A token that ends sooner is renewed, milliseconds: it has to arrive yet. */
const SOON_MS = 5_000;

/** Tokens of a source for questions to one server. */
export function createTokens(source: TokenSource, server: string): Tokens {
  let renewing: Promise<string> | undefined;
  const held = (token: string, statement: Statement): HeldToken => ({ token, ...readBearer(token, server, statement) });
  const another = async (statement: Statement): Promise<HeldToken> => {
    renewing ??= Promise.resolve(source({ renew: true })).finally(() => {
      renewing = undefined;
    });
    return held(await renewing, statement);
  };
  const get = async (statement: Statement): Promise<HeldToken> => {
    const now = held(await source({ renew: false }), statement);
    // Why the new one is not looked at: where this machine's clock is wrong, the server decides.
    return now.expiresAt - SOON_MS > Date.now() ? now : await another(statement);
  };
  return {
    get,
    renew: async (statement, refused) => {
      const now = await get(statement);
      return now.token === refused ? await another(statement) : now;
    },
  };
}
