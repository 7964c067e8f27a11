import { PortcullisError } from '../../schema/errors.js';

/**
 * The one refusal of identity. The client learns that its credentials do not do, never which check they failed.
 *
 * @param cause for the log at debug level; never a part of the token
 */
export function unauthenticated(cause: string, presented = true): PortcullisError {
  return new PortcullisError('UNAUTHENTICATED', { cause: new Error(cause), facts: { presented } });
}

/** `WWW-Authenticate` of a 401 (RFC 6750, section 3): no error code where no credentials were presented at all. */
export function challenge(error: PortcullisError): string {
  const realm = 'Bearer realm="portcullis"';
  return error.extensions.presented === true
    ? `${realm}, error="invalid_token", error_description="The access token is not valid here"`
    : realm;
}
