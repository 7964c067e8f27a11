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
    readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
  }[];
  readonly extensions?: {
    readonly withheld?: readonly WithheldLine[];
    readonly audit?: { readonly log: string; readonly index: number; readonly leafHash: string };
  };
}

/**
 * Sends a document, or the id of a registered one, to the gateway as one agency.
 *
 * @throws Error in one line where the gateway cannot be reached, refuses, or answers with errors, with the `code` of the first
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
    throw new Error(`Nothing answers at ${url}.`, { cause });
  });
  const body = (await response.json()) as Body;
  const error = body.errors?.[0];
  if (error || !body.data) {
    const code = error?.extensions?.code ?? `HTTP ${response.status}`;
    const wait = error?.extensions?.retryAfterSeconds;
    const again = wait === undefined ? '' : ` Run it again in ${wait} s.`;
    const message = `${asker.agency} got no complete answer: ${code} ${error?.message ?? ''}`.trim() + again;
    throw Object.assign(new Error(message), { code });
  }
  return {
    asker,
    data: body.data,
    withheld: body.extensions?.withheld ?? [],
    receipt: body.extensions?.audit ?? null,
  };
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
