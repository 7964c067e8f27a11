import type { Role } from '../../policy/types.js';
import type { Asker } from './askers.js';

/** One line of `extensions.withheld`. */
export interface WithheldLine {
  readonly path: string;
  readonly category: string;
  readonly effect: string;
  readonly reason: string;
  readonly count: number;
  readonly contact?: string;
}

/** Who asks, and for which purpose. */
export interface Asking {
  readonly agency: string;
  readonly purpose: string;
  readonly caseReference?: string;
}

/** One agency's answer. */
export interface Answer<Who extends Asking = Asker> {
  readonly asker: Who;
  readonly data: Readonly<Record<string, unknown>>;
  readonly withheld: readonly WithheldLine[];
  /** The log entry of this answer. */
  readonly receipt: { readonly log: string; readonly index: number; readonly leafHash: string } | null;
}

/** A gateway of the demonstration, and tokens for it. */
export interface Gateway {
  /** GraphQL endpoint. */
  readonly url: string;
  readonly mint: (agency: string, role: Role) => Promise<string> | string;
}

interface Body {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly at?: string;
      readonly retryAfterSeconds?: number;
      readonly hint?: string;
    };
  }[];
  readonly extensions?: {
    readonly withheld?: readonly WithheldLine[];
    readonly audit?: { readonly log: string; readonly index: number; readonly leafHash: string };
  };
}

/** Code of the error where no gateway answers. */
export const noAnswer = 'NO_ANSWER';

/**
 * Sends a document, or the id of a registered one, to the gateway as one agency.
 *
 * @throws Error in one line with a `code`: NO_ANSWER where the gateway cannot be reached, that of the first error in an answer (and its
 *   `hint`), or `HTTP` and the status of one that is no answer of a gateway
 */
export async function ask<Who extends Asking>(
  url: string,
  token: string,
  asker: Who,
  query: string | { readonly documentId: string },
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer<Who>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${token}`,
      'query-purpose': asker.purpose,
      ...(asker.caseReference ? { 'case-reference': asker.caseReference } : {}),
    },
    body: JSON.stringify({ ...(typeof query === 'string' ? { query } : query), variables }),
  }).catch((cause: unknown) => {
    const hint = 'Check the URL, and that the gateway runs.';
    throw Object.assign(new Error(`Nothing answers at ${url}.`, { cause }), { code: noAnswer, hint });
  });
  const body = await readBody(response);
  const error = body.errors?.[0];
  if (error || !body.data) {
    const code = error?.extensions?.code ?? `HTTP ${response.status}`;
    const wait = error?.extensions?.retryAfterSeconds;
    const at = error?.extensions?.at;
    const place = at === undefined ? '' : ` (${at})`;
    const again = wait === undefined ? '' : ` Run it again in ${wait} s.`;
    const message = `${asker.agency} got no complete answer: ${code} ${error?.message ?? ''}`.trim() + place + again;
    throw Object.assign(new Error(message), { code, hint: error?.extensions?.hint });
  }
  return {
    asker,
    data: body.data,
    withheld: body.extensions?.withheld ?? [],
    receipt: body.extensions?.audit ?? null,
  };
}

/** The answer; an empty one where it is not JSON, as that of a proxy. @throws Error NO_ANSWER where it breaks off */
async function readBody(response: Response): Promise<Body> {
  const text = await response.text().catch((cause: unknown) => {
    throw Object.assign(new Error(`The answer of ${response.url} broke off.`, { cause }), { code: noAnswer });
  });
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}

/** Asks as an agency of the demonstration, by a token of its own. @throws what `ask` throws */
export async function askAs(
  { url, mint }: Gateway,
  asker: Asker,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  return await ask(url, await mint(asker.agency, asker.role), asker, query, variables);
}
