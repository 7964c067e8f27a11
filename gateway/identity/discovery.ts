import { z } from 'zod';
import { askShort } from '../../auditlog/cosigning/shortAnswer.js';
import { isSecure } from './loopback.js';

const metadataShape = z.object({ issuer: z.string(), jwks_uri: z.string() });

/**
 * Where the keys of an issuer are, by its metadata: OpenID Connect Discovery 1.0, else RFC 8414. An answer is of 300 kB at most;
 * redirects are not followed.
 *
 * @param issuer an https URL, or http on this machine
 * @throws Error in one line where there is no metadata, it is of another issuer, or its keys would come unprotected
 */
export async function discoverKeys(issuer: string, timeoutMs: number): Promise<URL> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
  for (const place of places) {
    const { status, body } = await askShort(place, { headers: { accept: 'application/json' } }, { timeoutMs });
    if (status === 200) return keysOf(issuer, body);
  }
  throw new Error(`${issuer} has no metadata`);
}

function keysOf(issuer: string, body: string): URL {
  const { data } = metadataShape.safeParse(parsed(body));
  // To the letter: else one issuer of a host could speak for another (RFC 8414, section 3.3).
  if (data?.issuer !== issuer) throw new Error(`the metadata of ${issuer} is of another issuer`);
  const keys = URL.canParse(data.jwks_uri) ? new URL(data.jwks_uri) : null;
  const isProtected = keys?.protocol === 'https:' || (issuer.startsWith('http:') && keys !== null && isSecure(keys));
  if (!isProtected) throw new Error(`the keys of ${issuer} would not come by https`);
  return keys;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
