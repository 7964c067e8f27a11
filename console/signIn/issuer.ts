import * as oauth from 'oauth4webapi';
import type { IssuerSettings } from '../settings.js';
import { askWho } from './askWho.js';
import type { Officer } from './door.js';
import { failure, findIssuer, type IssuerServer } from './issuerServer.js';
import { holdTokens } from './issuerTokens.js';
import { type Begun, type Place, type Returned, remember } from './returned.js';
import { SignInError } from './signInError.js';

/**
 * Sends the officer to the issuer (OpenID Connect, authorization code with PKCE).
 *
 * @throws SignInError ISSUER_NOT_REACHED, ISSUER_UNFIT
 */
export async function goToIssuer(settings: IssuerSettings, place: Place): Promise<void> {
  const { as, forToken } = await findIssuer(settings, fetchOf(place));
  const begun: Begun = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState() };
  const url = new URL(as.authorization_endpoint ?? '');
  const parameters = {
    client_id: settings.clientId,
    redirect_uri: redirectUri(place),
    response_type: 'code',
    // A fragment reaches no server and no log.
    response_mode: 'fragment',
    scope: 'openid',
    state: begun.state,
    nonce: await nonceOf(begun),
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
    ...forToken,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  remember(place, begun);
  place.location.assign(url.href);
}

/**
 * Signs in with what an issuer sent back.
 *
 * @throws SignInError
 */
export async function returnFromIssuer(
  settings: IssuerSettings,
  { answer, begun }: Returned,
  place: Place,
): Promise<Officer> {
  if (!begun) throw new SignInError('RETURN_UNKNOWN');
  const fetch = fetchOf(place);
  const server = await findIssuer(settings, fetch);
  const tokens = await exchange(server, answer, begun, place);
  const held = holdTokens(server, tokens, place);
  return { ...(await askWho(tokens.access_token, fetch)), ...held };
}

async function exchange(server: IssuerServer, answer: URLSearchParams, begun: Begun, place: Place) {
  const { as, client, options, forToken } = server;
  const checked = validated(as, client, answer, begun);
  const expectedNonce = await nonceOf(begun);
  const asking = { ...options, additionalParameters: forToken };
  const redirect = redirectUri(place);
  return await oauth
    .authorizationCodeGrantRequest(as, client, oauth.None(), checked, redirect, begun.verifier, asking)
    .then((response) => oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce }))
    .catch((error: unknown) => {
      throw failure(error, 'token');
    });
}

/** The issuer's answer, of which state and issuer (RFC 9207) are ours. @throws SignInError RETURN_UNKNOWN, ISSUER_REFUSED */
function validated(as: oauth.AuthorizationServer, client: oauth.Client, answer: URLSearchParams, { state }: Begun) {
  try {
    return oauth.validateAuthResponse(as, client, answer, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw failure(error, 'sign_in');
    throw new SignInError('RETURN_UNKNOWN');
  }
}

/** Why of the verifier: it is as secret as the nonce, and so is all that a hash of it needs. Nothing more is remembered. */
async function nonceOf({ verifier }: Begun): Promise<string> {
  return await oauth.calculatePKCECodeChallenge(`nonce ${verifier}`);
}

function redirectUri({ location }: Place): string {
  return `${location.origin}${location.pathname}`;
}

/** Why bound: a browser's fetch is called on no other object than its window. */
function fetchOf(place: Place): typeof fetch {
  return (...request) => place.fetch(...request);
}
