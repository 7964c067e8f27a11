import { PortcullisError } from '../../schema/errors.js';

/** What a client learns of its credentials: there are none, they are not valid, or they have expired. */
export type Presented = 'NONE' | 'INVALID' | 'EXPIRED';

/** RFC 6750, section 3: no error code where no credentials were presented at all. */
const challenges: Readonly<Record<Presented, string>> = {
  NONE: '',
  INVALID: ', error="invalid_token", error_description="The access token is not valid here"',
  EXPIRED: ', error="invalid_token", error_description="The access token expired"',
};

/**
 * The one refusal of identity. The client learns that its credentials are not valid, or that they have expired; never which
 * other check they failed.
 *
 * @param cause for the operator's log; never part of the token
 */
export function unauthenticated(cause: string, presented: Presented = 'INVALID'): PortcullisError {
  return new PortcullisError('UNAUTHENTICATED', { cause: new Error(cause), facts: { presented } });
}

/** Where clients read who gives tokens for a resource: before its path (RFC 9728, section 3.1). */
export const metadataPath = '/.well-known/oauth-protected-resource';

/**
 * `WWW-Authenticate` of a 401.
 *
 * @param publicUrl of the settings: without one, no place of metadata is told
 * @param path of the resource that was asked; one that is served
 */
export function challenge(error: PortcullisError, publicUrl: string | undefined, path = ''): string {
  const known = Object.entries(challenges).find(([presented]) => presented === error.extensions.presented);
  const metadata = publicUrl === undefined ? '' : `, resource_metadata="${publicUrl}${metadataPath}${path}"`;
  return `Bearer realm="portcullis"${known?.[1] ?? ''}${metadata}`;
}
