/** What the server says of sign-in, in the page's `portcullis-console`. */
export interface ConsoleSettings {
  /** Where officers sign in; undefined: not by an issuer. */
  readonly issuer?: string;
  readonly clientId?: string;
  /** Whether the one-time link that `npm start` prints is accepted. */
  readonly link: boolean;
}

/** Reads the page's settings; a page without them is served by nobody who lets anybody in. */
export function readSettings(page: Document): ConsoleSettings {
  const content = page.querySelector('meta[name="portcullis-console"]')?.getAttribute('content');
  return content ? (JSON.parse(content) as ConsoleSettings) : { link: false };
}
