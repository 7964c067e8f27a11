/** What a sign-in at an issuer uses of the page: `window`, for one. */
export interface Place {
  readonly location: {
    readonly origin: string;
    readonly pathname: string;
    readonly hash: string;
    assign(url: string): void;
  };
  readonly history: { replaceState(state: unknown, unused: string, url: string): void };
  /** Of this tab alone. Has verifier and state from the way out to the way back, and nothing else. */
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  readonly fetch: typeof fetch;
}

/** What is remembered while the officer is at the issuer. */
export interface Begun {
  readonly verifier: string;
  readonly state: string;
}

/** What came back from an issuer. */
export interface Returned {
  readonly answer: URLSearchParams;
  /** Undefined where nothing was begun in this tab. */
  readonly begun: Begun | undefined;
}

const KEY = 'portcullis-sign-in';

/** Remembers it until the page is loaded again. */
export function remember({ sessionStorage }: Place, begun: Begun): void {
  sessionStorage.setItem(KEY, JSON.stringify(begun));
}

/**
 * What an issuer sent back in the fragment; undefined where the page was opened by something else. Whatever it was, nothing is
 * remembered any more, and the address does not have the answer.
 */
export function takeReturned({ location, history, sessionStorage }: Place): Returned | undefined {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const answer = new URLSearchParams(location.hash.replace(/^#/, ''));
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  return { answer, begun: text === null ? undefined : (JSON.parse(text) as Begun) };
}
