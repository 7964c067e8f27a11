import type { GatewaySettings } from '../settings.js';
import { isLoopback } from './loopback.js';

/** The settings that trust depends on. */
export type TrustSettings = Pick<
  GatewaySettings,
  'host' | 'issuers' | 'production' | 'tlsCert' | 'tlsKey' | 'behindProxy'
>;

/**
 * Refuses settings under which nobody or anybody would be trusted.
 *
 * @throws Error in one line that says which setting is missing
 */
export function assertTrust(settings: TrustSettings): void {
  const { host, issuers, production, tlsCert, tlsKey, behindProxy } = settings;
  const encrypted = tlsCert !== undefined && tlsKey !== undefined;
  if (!isLoopback(host) && !encrypted && behindProxy === undefined) {
    throw new Error(`--host ${host} is not loopback: give --tls-cert and --tls-key, or --behind-proxy ADDRESS`);
  }
  if (issuers !== undefined) return;
  if (production)
    throw new Error('NODE_ENV=production: give --issuers FILE; the local development issuer is not accepted');
  if (!isLoopback(host)) throw new Error(`--host ${host} is not loopback: give --issuers FILE`);
  if (behindProxy !== undefined) {
    throw new Error('--behind-proxy: give --issuers FILE; the local development issuer is for this machine only');
  }
}

/**
 * Refuses to serve a source in clear text beyond this machine: its answers are records, and it has no TLS of its own.
 *
 * @throws Error in one line that says which setting is missing
 */
export function assertSourceTrust({ host, tlsCert, behindProxy }: TrustSettings): void {
  const advice = 'a source has no TLS of its own: put a proxy in front, and name it with --behind-proxy ADDRESS';
  if (tlsCert !== undefined) throw new Error(`--tls-cert: ${advice}`);
  if (!isLoopback(host) && behindProxy === undefined) throw new Error(`--host ${host} is not loopback: ${advice}`);
}
