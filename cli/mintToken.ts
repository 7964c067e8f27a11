import { LOCAL_ISSUER, mintLocalToken, openLocalKey } from '../gateway/identity/localIssuer.js';
import { loadPolicy } from '../policy/load.js';
import type { Classification, Purpose, Role } from '../policy/types.js';
import type { Settings } from './config.js';
import { keysDirectoryOf } from './foundation.js';

/** What a development token is asked to state. */
export interface TokenRequest {
  readonly agency: string;
  readonly role: Role;
  readonly subject: string;
  readonly clearance?: Classification | undefined;
  readonly purposes?: readonly Purpose[] | undefined;
  readonly ttlSeconds: number;
}

/**
 * A development token of the local issuer, whose key lies in the keys directory.
 *
 * @throws Error in one line where the agency is unknown, or may not state that role
 */
export async function mintToken(settings: Settings, request: TokenRequest): Promise<string> {
  const agency = loadPolicy().agencies[request.agency];
  if (!agency) throw new Error(`There is no agency ${request.agency} in policy/agencies.yaml.`);
  if (!agency.roles.includes(request.role)) {
    throw new Error(
      `${request.agency} may state the roles ${agency.roles.join(', ')}; ${request.role} is none of them.`,
    );
  }
  if (settings.production)
    throw new Error(`NODE_ENV=production: the issuer ${LOCAL_ISSUER} is not accepted, so it mints nothing.`);
  return await mintLocalToken(
    {
      agency: agency.id,
      role: request.role,
      subject: request.subject,
      clearance: request.clearance ?? agency.clearance,
      ttlSeconds: request.ttlSeconds,
      audience: settings.audience,
      ...(request.purposes ? { purposes: request.purposes } : {}),
    },
    await openLocalKey(keysDirectoryOf(settings)),
  );
}
