import type { GatewaySettings } from '../settings.js';
import { readIssuers, type TrustedIssuer } from './issuers.js';
import { type LocalKey, localIssuer } from './localIssuer.js';
import { assertTrust } from './trust.js';

/**
 * The issuers that this gateway trusts, by its settings: configured ones; or on loopback, outside production, the local
 * development issuer.
 *
 * @throws Error in one line that says which setting is missing
 */
export async function trustedIssuers(
  settings: GatewaySettings,
  localKey: LocalKey | undefined,
): Promise<readonly TrustedIssuer[]> {
  assertTrust(settings);
  if (settings.issuers !== undefined) return await readIssuers(settings.issuers, settings);
  if (!localKey)
    throw new Error('no token issuer: give --issuers FILE, or a data directory for the local development issuer');
  return [localIssuer(localKey, settings.audience)];
}
