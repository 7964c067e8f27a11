import type { Policy } from '../../policy/policy.js';
import type { Role } from '../../policy/types.js';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { type Exchange, withinDeadline } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { readBody } from '../http/body.js';
import { singleHeader } from '../http/incoming.js';
import { parseJson } from '../http/json.js';
import { assertJsonType, JSON_TYPE } from '../http/mediaType.js';
import { refuse } from '../pipeline/refuse.js';
import type { Route } from '../server/handler.js';
import type { SignInCodes } from './signInCodes.js';
import { assertOwnPage } from './signInGuard.js';
import type { WrongCodes } from './signInLimit.js';
import { offeredAgencies } from './signInOffer.js';

/** A development token, and when it ends, UTC ISO 8601. */
export interface MintedToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** What the server's command does for a sign-in: the entry in the log, and the token. */
export interface SignInDesk {
  /** Logs an exchange that gives no token. @param code `OK`, or what refused it @throws AUDIT_UNAVAILABLE */
  record(code: string): Promise<void>;
  /** Logs, then mints. @throws AUDIT_UNAVAILABLE */
  mint(policy: Policy, as: SignInAs): Promise<MintedToken>;
}

/** As whom. */
export interface SignInAs {
  readonly agency: string;
  readonly role: Role;
}

/** Signing in by a link with a one-time code, under every policy of a server. */
export interface SignIn {
  readonly codes: SignInCodes;
  readonly wrong: WrongCodes;
  readonly desk: SignInDesk;
}

/** The path, where signing in by link is offered; elsewhere it is unknown. */
export const SIGN_IN_PATH = '/console/sign-in';

/** Largest body, bytes. */
const BODY_LIMIT = 1024;

/**
 * `POST /console/sign-in`: `{code}` for the agencies, `{code, agency, role}` for a token as well, each with the next code. Every
 * exchange, right or wrong, is in the log before its answer leaves; what is no exchange is counted there, as other strangers are.
 */
export function signInRoute(runtime: GateRuntime, signIn: SignIn): Route {
  return {
    receive: [fromOwnPage],
    handle: async (exchange) => {
      exchange.handler = 'signIn';
      try {
        const answer = await withinDeadline(exchange.signal, answerTo(exchange, runtime, signIn));
        return {
          status: 200,
          headers: { 'content-type': JSON_TYPE },
          body: [Buffer.from(`${JSON.stringify(answer)}\n`, 'utf8')],
        };
      } catch (error) {
        return await refuse(exchange, runtime, [error]);
      }
    },
    headersOf: ({ status }) => (status === 405 ? { allow: 'POST' } : {}),
  };
}

async function answerTo(exchange: Exchange, runtime: GateRuntime, signIn: SignIn): Promise<object> {
  const { policy } = runtime;
  const asked = await readAsked(exchange).catch((error: unknown) => {
    throw counted(error, exchange, runtime);
  });
  const taken = signIn.codes.take(asked.code);
  // Invariant: before the code was seen to be right, nothing is said of the policy.
  if (!taken) throw await refuseCode(exchange, runtime, signIn);
  try {
    const given = await exchanged(asked, policy, signIn.desk);
    if (exchange.signal.aborted) throw exchange.signal.reason;
    const answer = { code: signIn.codes.give(), agencies: offeredAgencies(policy), ...given };
    taken.spend();
    return answer;
  } catch (error) {
    taken.putBack();
    throw error;
  }
}

async function exchanged(asked: Asked, policy: Policy, desk: SignInDesk): Promise<Partial<MintedToken>> {
  if (asked.agency === undefined) {
    await desk.record('OK');
    return {};
  }
  const agency = offeredAgencies(policy).find(({ id }) => id === asked.agency);
  const role = agency?.roles.find((offered) => offered.role === asked.role)?.role;
  if (agency && role) return await desk.mint(policy, { agency: agency.id, role });
  await desk.record('SIGN_IN_NOT_OFFERED');
  throw new PortcullisError('SIGN_IN_NOT_OFFERED', { at: agency ? 'role' : 'agency' });
}

/** The refusal of a wrong code, which is in the log; beyond the limit it is only counted there. */
async function refuseCode({ incoming, asOf }: Exchange, { auditLog }: GateRuntime, signIn: SignIn) {
  const retryAfterSeconds = signIn.wrong.count();
  if (retryAfterSeconds > 0) {
    auditLog.countRefused(incoming.address, 'RATE_LIMITED', asOf);
    const facts = { retryAfterSeconds };
    return new PortcullisError('RATE_LIMITED', { message: 'Too many wrong codes were tried.', facts });
  }
  await signIn.desk.record('SIGN_IN_CODE_REFUSED');
  return new PortcullisError('SIGN_IN_CODE_REFUSED');
}

/** What is asked. Agency and role go together. */
interface Asked {
  readonly code: string;
  readonly agency?: string | undefined;
  readonly role?: string | undefined;
}

/** @throws PortcullisError METHOD_NOT_ALLOWED, SIGN_IN_ELSEWHERE, UNSUPPORTED_MEDIA_TYPE, DUPLICATE_HEADER */
function fromOwnPage(exchange: Exchange, runtime: GateRuntime): void {
  const { incoming } = exchange;
  try {
    if (incoming.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED', { hint: 'Use POST.' });
    assertOwnPage(incoming, runtime.settings.tlsCert === undefined ? 'http' : 'https');
    assertJsonType(singleHeader(incoming, 'content-type'));
  } catch (error) {
    throw counted(error, exchange, runtime);
  }
}

/** The error. Nobody is known who could have an entry: as other strangers, they are counted. */
function counted(error: unknown, { incoming, asOf }: Exchange, { auditLog }: GateRuntime): unknown {
  if (isPortcullisError(error)) auditLog.countRefused(incoming.address, error.code, asOf);
  return error;
}

/** @throws PortcullisError BODY_TOO_LARGE, REQUEST_MALFORMED, DUPLICATE_KEY; the signal's reason */
async function readAsked({ incoming, signal }: Exchange): Promise<Asked> {
  const body = parseJson(await withinDeadline(signal, readBody(incoming, BODY_LIMIT)));
  if (isAsked(body)) return body;
  const message = 'The body is not {"code"} or {"code", "agency", "role"}, each a text.';
  throw new PortcullisError('REQUEST_MALFORMED', { message, hint: 'Open the link that the terminal shows.' });
}

function isAsked(body: unknown): body is Asked {
  if (!isObject(body)) return false;
  const names = Object.keys(body).sort().join();
  if (names !== 'code' && names !== 'agency,code,role') return false;
  return Object.values(body).every((value) => typeof value === 'string');
}
