import { createHash, randomBytes } from 'node:crypto';

const redirect = 'https://front-end.customs.example/signed-in';

/** An access token of an officer, who signs in at an `oidc-provider` by its development pages: authorization code with PKCE. */
export async function signIn(issuer: string, officer: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const start = new URL(`${issuer}/auth`);
  start.search = new URLSearchParams({
    ...{ client_id: 'front-end', response_type: 'code', scope: 'openid', redirect_uri: redirect },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = await follow(start.href, officer);
  return await fetchToken(issuer, {
    ...{ grant_type: 'authorization_code', client_id: 'front-end', redirect_uri: redirect },
    ...{ code: new URL(back).searchParams.get('code') ?? '', code_verifier: verifier },
  });
}

/**
 * Follows the provider's redirects, fills in its forms, and returns the URL that leads back to the client.
 *
 * @param officer null: cancels
 */
export async function follow(start: string, officer: string | null): Promise<string> {
  const cookies = new Map<string, string>();
  let [url, form] = [start, undefined as Record<string, string> | undefined];
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const to = response.headers.get('location');
    if (to?.startsWith(redirect)) return to;
    const page = await response.text();
    if (!to && officer === null) {
      [url, form] = [new URL(/href="([^"]+\/abort)"/.exec(page)?.[1] ?? '', url).href, undefined];
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
    form = to ? undefined : { prompt, ...(prompt === 'login' ? { login: officer ?? '', password: 'any' } : {}) };
    url = new URL(to ?? /action="([^"]+)"/.exec(page)?.[1] ?? '', url).href;
  }
  throw new Error('the sign-in leads nowhere');
}

/** What the token endpoint answers to a grant. */
export async function fetchToken(
  issuer: string,
  grant: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', headers, body: new URLSearchParams(grant) });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return token;
}
