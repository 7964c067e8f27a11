import { ClientError } from './clientError.js';

/** What an officer states before asking. Undefined where the purpose demands none. */
export interface Statement {
  readonly purpose: string;
  readonly caseReference?: string | undefined;
  readonly justification?: string | undefined;
}

/** All that decides what an answer shows: who asks which server, and for what. */
export interface Viewer extends Statement {
  /** URL of the graph. */
  readonly server: string;
  readonly issuer: string;
  readonly subject: string;
  /** Null where the issuer is bound to one agency, and the token names none. */
  readonly agency: string | null;
  readonly role: string;
  readonly clearance: string;
}

/** A viewer, and until when its token speaks for it. */
export interface Bearer {
  readonly viewer: Viewer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What an access token says of its bearer. */
export interface TokenFacts extends Omit<Viewer, keyof Statement | 'server'> {
  /** Those that the bearer may state; undefined: all that agency and role allow. */
  readonly purposes: unknown;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Reads an access token as docs/TOKENS.md describes it. Nothing is verified: the server does that, and this is only to know whose
 * answers are held.
 *
 * @throws ClientError TOKEN_UNREADABLE
 */
export function readToken(token: string): TokenFacts {
  const { iss, sub, agency = null, role, clearance = 'PUBLIC', purposes, exp } = claimsOf(token);
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof role !== 'string') throw unreadable();
  if (typeof clearance !== 'string' || (agency !== null && typeof agency !== 'string')) throw unreadable();
  if (typeof exp !== 'number') throw unreadable();
  return { issuer: iss, subject: sub, agency, role, clearance, purposes, expiresAt: exp * 1000 };
}

/**
 * The viewer that a token speaks for, with what they state.
 *
 * @throws ClientError TOKEN_UNREADABLE, PURPOSE_NOT_ALLOWED
 */
export function readBearer(token: string, server: string, statement: Statement): Bearer {
  const { purposes, expiresAt, ...bearer } = readToken(token);
  const { purpose, caseReference, justification } = statement;
  if (purposes !== undefined && !(Array.isArray(purposes) && purposes.includes(purpose)))
    throw new ClientError('PURPOSE_NOT_ALLOWED', 'The token does not allow this purpose.');
  return { viewer: { server, ...bearer, purpose, caseReference, justification }, expiresAt };
}

/** Two viewers with equal keys are answered alike. A renewed token has the same key. */
export function keyOf(viewer: Viewer): string {
  const { server, issuer, subject, agency, role, clearance, purpose, caseReference, justification } = viewer;
  const parts = [server, issuer, subject, agency, role, clearance, purpose, caseReference, justification];
  return JSON.stringify(parts.map((part) => part ?? null));
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = token.split('.');
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    throw unreadable();
  }
}

function unreadable(): ClientError {
  return new ClientError('TOKEN_UNREADABLE', 'The access token is not one that docs/TOKENS.md describes.');
}
