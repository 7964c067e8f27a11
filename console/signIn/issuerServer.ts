import * as oauth from 'oauth4webapi';
import type { IssuerSettings } from '../settings.js';
import { SignInError, type SignInErrorCode, shownCode } from './signInError.js';

/** How the library asks. */
export interface AskingOptions {
  readonly [oauth.allowInsecureRequests]: boolean;
  readonly [oauth.customFetch]: (url: string, init: object) => Promise<Response>;
}

/** An issuer's server, as it describes itself, and how it is asked. */
export interface IssuerServer {
  readonly as: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly options: AskingOptions;
  /** Parameters of each request for a token. */
  readonly forToken: Readonly<Record<string, string>>;
}

/** How long the issuer may take, ms. */
const PATIENCE_MS = 30_000;

/**
 * Finds an issuer's server (OpenID Connect Discovery), and checks that a sign-in here can be done with it.
 *
 * @throws SignInError ISSUER_NOT_REACHED, ISSUER_UNFIT
 */
export async function findIssuer(settings: IssuerSettings, fetch: typeof globalThis.fetch): Promise<IssuerServer> {
  const issuer = new URL(settings.issuer);
  const options = optionsFor(issuer, fetch);
  const as = await oauth
    .discoveryRequest(issuer, options)
    .then((response) => oauth.processDiscoveryResponse(issuer, response))
    .catch((error: unknown) => {
      throw failure(error, 'discovery');
    });
  // Why the same origin: the page's policy lets it connect to no other.
  if (originOf(as.token_endpoint) !== issuer.origin) throw new SignInError('ISSUER_UNFIT', 'token_endpoint');
  if (!isSafe(as.authorization_endpoint)) throw new SignInError('ISSUER_UNFIT', 'authorization_endpoint');
  const { response_modes_supported: modes, code_challenge_methods_supported: methods } = as;
  if (modes && !modes.includes('fragment')) throw new SignInError('ISSUER_UNFIT', 'response_modes_supported');
  if (methods && !methods.includes('S256')) throw new SignInError('ISSUER_UNFIT', 'code_challenge_methods_supported');
  const { clientId, resource } = settings;
  return { as, client: { client_id: clientId }, options, forToken: resource === undefined ? {} : { resource } };
}

/** Whether a browser may be sent there: by TLS, or to this machine. */
export function isSafe(url: string | undefined): url is string {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/**
 * An error of the library, in words that may be shown: what the issuer wrote is not, but for a code.
 *
 * @param step what was asked for
 */
export function failure(error: unknown, step: string): SignInError {
  if (error instanceof SignInError) return error;
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
    return new SignInError('ISSUER_REFUSED', shownCode(error.error) ?? step);
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError)
    return new SignInError('ISSUER_UNFIT', step);
  const code: SignInErrorCode =
    error instanceof oauth.WWWAuthenticateChallengeError ? 'ISSUER_REFUSED' : 'ISSUER_NOT_REACHED';
  return new SignInError(code, step);
}

function optionsFor(issuer: URL, fetch: typeof globalThis.fetch): AskingOptions {
  return {
    // On this machine alone: the server takes no other issuer without TLS.
    [oauth.allowInsecureRequests]: issuer.protocol === 'http:' && isSafe(issuer.href),
    [oauth.customFetch]: (url, init) =>
      fetch(url, {
        ...init,
        ...{ cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
  };
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
