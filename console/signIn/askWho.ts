import type { Officer } from './door.js';
import { SignedIn, type SignedInQuery } from './signedIn.gql.js';
import { SignInError, shownCode } from './signInError.js';

/** Whom the graph takes the bearer of a token for. */
export type Who = Pick<Officer, 'agency' | 'role' | 'subject' | 'purposes'>;

/**
 * Asks the graph whom a token speaks for, and which purposes they may state: the one question that states none. What the token
 * says of itself is not believed here.
 *
 * @throws SignInError TOKEN_REFUSED, NO_PURPOSE, GRAPH_REFUSED, NOT_REACHED, NOT_AN_ANSWER
 */
export async function askWho(token: string, fetch = globalThis.fetch): Promise<Who> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/graphql-response+json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query: SignedIn }),
    ...{ redirect: 'error', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
  }).catch(() => undefined);
  if (!response) throw new SignInError('NOT_REACHED');
  if (response.status === 401) throw new SignInError('TOKEN_REFUSED');
  const { data, errors } = Object(await response.json().catch(() => undefined)) as Body;
  const refused = shownCode(errors?.[0]?.extensions?.code);
  if (refused !== undefined) throw new SignInError('GRAPH_REFUSED', refused);
  const { subject, role, agency, allowedPurposes } = data?.viewer ?? {};
  if (!response.ok || !subject || !role || !allowedPurposes) throw new SignInError('NOT_AN_ANSWER');
  if (allowedPurposes.length === 0) throw new SignInError('NO_PURPOSE');
  return { subject, role, agency: agency?.id ?? null, purposes: allowedPurposes };
}

interface Body {
  readonly data?: SignedInQuery | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
