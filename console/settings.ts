/** What the server says of sign-in, in the page's `portcullis-console`. */
export interface ConsoleSettings {
  /** Where officers sign in; undefined: not by an issuer. */
  readonly issuer?: string;
  readonly clientId?: string;
  readonly resource?: string;
  /** Whether the one-time link that `npm start` prints is accepted. */
  readonly link: boolean;
}

/** A document, as far as settings are read from it. */
interface Page {
  querySelector(selector: string): { getAttribute(name: string): string | null } | null;
}

/** Reads the page's settings; a page without them is served by nobody who lets anybody in. */
export function readSettings(page: Page): ConsoleSettings {
  const content = page.querySelector('meta[name="portcullis-console"]')?.getAttribute('content');
  return content ? (JSON.parse(content) as ConsoleSettings) : { link: false };
}

/** Where officers sign in, and the console's id there. */
export interface IssuerSettings {
  readonly issuer: string;
  /** Of this console there, as a public client. */
  readonly clientId: string;
  /** What the issuer is to give tokens for (RFC 8707), where it does not know that by itself. */
  readonly resource?: string;
}

/** The issuer of a page's settings; undefined where officers sign in at none. */
export function issuerOf({ issuer, clientId, resource }: ConsoleSettings): IssuerSettings | undefined {
  if (issuer === undefined || clientId === undefined) return undefined;
  return { issuer, clientId, ...(resource === undefined ? {} : { resource }) };
}
