import { LOCAL_ISSUER, mintLocalToken, openLocalKey } from '../../gateway/identity/localIssuer.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import type { Classification, Purpose, Role } from '../../policy/types.js';
import { type CommandContext, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import { operatorOf } from '../operator.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';

/** What a development token states. */
export interface TokenRequest {
  readonly agency: string;
  readonly role: Role;
  readonly subject: string;
  readonly clearance?: Classification | undefined;
  readonly purposes?: readonly Purpose[] | undefined;
  readonly ttlSeconds: number;
  /** Which program it is for; the command line by default. */
  readonly client?: string;
}

/** Who a development token says asks, where nobody states it: `demo-analyst`, `demo-auditor`. */
export function demoSubject(role: Role): string {
  return `demo-${role.toLowerCase().replaceAll('_', '-')}`;
}

/**
 * Development tokens of the local issuer, whose key is in the keys directory, in the order of the requests. Each is logged
 * before it is handed out.
 *
 * @throws Error in one line where an agency is unknown, or may not state that role; AUDIT_UNAVAILABLE
 */
export async function mintTokens(
  settings: Settings,
  context: CommandContext,
  requests: readonly TokenRequest[],
  operator: string = operatorOf(undefined),
): Promise<string[]> {
  const claims = requests.map((request) => claimsOf(settings, context.policy, request));
  const looks = claims.map(
    ({ agency, ...facts }) => ({ act: 'token', ...beginAct('token', operator, agency), facts }) as const,
  );
  await createOperatorLog(settings, context, openLog(settings)).look(...looks);
  const key = await openLocalKey(context.keysDirectory);
  return await Promise.all(claims.map((each) => mintLocalToken(each, key)));
}

/**
 * One such token for the command line.
 *
 * @throws StorageError DATABASE_MISSING where nothing was started yet: there is no log then
 */
export async function mintToken(settings: Settings, request: TokenRequest, operator: string): Promise<string> {
  // Why first: an invalid request is refused without a database.
  claimsOf(settings, parsePolicy(readPolicyFiles(settings.policyDir)), request);
  const [token] = await withCommandContext(settings, (context) => mintTokens(settings, context, [request], operator));
  return token as string;
}

function claimsOf(settings: Settings, { agencies }: Policy, request: TokenRequest) {
  const { agency: id, role, subject, clearance, purposes, ttlSeconds, client } = request;
  const agency = agencies[id];
  if (!agency) throw new Error(`There is no agency ${id} in agencies.yaml.`);
  if (!agency.roles.includes(role)) {
    throw new Error(`${id} has the roles ${agency.roles.join(', ')}, not ${role}.`);
  }
  if (settings.production)
    throw new Error(`NODE_ENV=production does not accept the issuer ${LOCAL_ISSUER}, so no token is minted.`);
  return {
    agency: id,
    role,
    subject,
    clearance: clearance ?? agency.clearance,
    ttlSeconds,
    audience: settings.audience,
    ...(purposes ? { purposes } : {}),
    ...(client ? { client } : {}),
  };
}
