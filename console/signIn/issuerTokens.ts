import * as oauth from 'oauth4webapi';
import { readToken } from '../../client/viewer.js';
import type { Officer } from './door.js';
import { failure, type IssuerServer, isSafe } from './issuerServer.js';
import { SignInError } from './signInError.js';

type Given = Pick<oauth.TokenEndpointResponse, 'access_token' | 'refresh_token'>;

/**
 * Holds the tokens of a sign-in in memory alone, and renews them where the issuer gave a refresh token.
 *
 * @throws SignInError TOKEN_UNREADABLE where the access token is none that docs/TOKENS.md describes
 */
export function holdTokens(
  server: IssuerServer,
  first: Given,
  { location }: { readonly location: { assign(url: string): void } },
): Pick<Officer, 'token' | 'leave'> {
  const { as, client, options } = server;
  let held: Given | undefined = readable(first);
  let renewing: Promise<string> | undefined;
  const renew = async (refresh: string): Promise<string> => {
    const given = await refreshed(server, refresh).catch((error: SignInError) => {
      // Where the issuer was only not reached, it may be later on.
      if (error.code === 'ISSUER_NOT_REACHED') throw error;
      held = undefined;
      throw new SignInError('ENDED', error.reason);
    });
    // Who left meanwhile stays out.
    if (!held) throw new SignInError('ENDED');
    held = readable({ refresh_token: refresh, ...given });
    return held.access_token;
  };
  return {
    token: async ({ renew: isRenewed }) => {
      if (!held || (isRenewed && held.refresh_token === undefined)) throw new SignInError('ENDED');
      if (!isRenewed) return held.access_token;
      renewing ??= renew(held.refresh_token as string).finally(() => {
        renewing = undefined;
      });
      return await renewing;
    },
    leave: async () => {
      const refresh = held?.refresh_token;
      held = undefined;
      if (refresh !== undefined && as.revocation_endpoint !== undefined)
        await oauth.revocationRequest(as, client, oauth.None(), refresh, options).catch(() => undefined);
      // Why by the client's id alone: an id token says who the officer is, and addresses are written to logs.
      if (isSafe(as.end_session_endpoint)) location.assign(withClient(as.end_session_endpoint, client.client_id));
    },
  };
}

async function refreshed({ as, client, options, forToken }: IssuerServer, refresh: string): Promise<Given> {
  try {
    const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refresh, {
      ...options,
      additionalParameters: forToken,
    });
    return await oauth.processRefreshTokenResponse(as, client, response);
  } catch (error) {
    throw failure(error, 'refresh');
  }
}

function readable(given: Given): Given {
  try {
    readToken(given.access_token);
    return given;
  } catch {
    throw new SignInError('TOKEN_UNREADABLE');
  }
}

function withClient(url: string, id: string): string {
  const address = new URL(url);
  address.searchParams.set('client_id', id);
  return address.href;
}
