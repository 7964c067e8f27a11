/** What the page is told when it is served: no secret, and nothing of a viewer. */
export interface PageFacts {
  /** The OpenID Connect issuer at which it signs in; absent with `clientId`. */
  readonly issuer?: string | undefined;
  readonly clientId?: string | undefined;
  /** What the issuer is to give tokens for. */
  readonly resource?: string | undefined;
  /** Whether one signs in by a one-time link. */
  readonly link: boolean;
}

/** Where the build leaves room for the facts. */
const room = /<meta name="portcullis-console" content=""(?= ?\/?>)/g;

/**
 * Writes the facts into the built page.
 *
 * @throws Error where the page has not exactly one place for them
 */
export function fillPage(html: string, { issuer, clientId, resource, link }: PageFacts): string {
  const places = html.match(room)?.length ?? 0;
  if (places !== 1) throw new Error(`index.html: has ${places} empty <meta name="portcullis-console">, one is due`);
  const facts = escapeAttribute(JSON.stringify({ issuer, clientId, resource, link }));
  // Why by a function: `$&` in a text would stand for what is replaced.
  return html.replace(room, () => `<meta name="portcullis-console" content="${facts}"`);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeAttribute(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] as string);
}
