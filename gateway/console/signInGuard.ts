import { PortcullisError } from '../../schema/errors.js';
import { type IncomingRequest, singleHeader } from '../http/incoming.js';
import { isLoopback } from '../identity/loopback.js';

/**
 * Refuses what does not come from the page that this server serves on this machine: a name that was rebound to loopback (`Host`),
 * a page of another origin (`Origin`), what a browser does not call same-origin (`Sec-Fetch-Site`).
 *
 * @throws PortcullisError SIGN_IN_ELSEWHERE naming the header, DUPLICATE_HEADER
 */
export function assertOwnPage(incoming: Pick<IncomingRequest, 'headers' | 'port'>, scheme: 'http' | 'https'): void {
  const own = ownOrigin(singleHeader(incoming, 'host'), scheme, incoming.port());
  if (own === undefined) throw elsewhere('host');
  if (singleHeader(incoming, 'origin') !== own) throw elsewhere('origin');
  if (singleHeader(incoming, 'sec-fetch-site') !== 'same-origin') throw elsewhere('sec-fetch-site');
}

/** The origin that `Host` names, where it is loopback with the port that the request came in on. */
function ownOrigin(host: string | undefined, scheme: 'http' | 'https', port: number | undefined): string | undefined {
  const text = `${scheme}://${host}`;
  if (host === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const stated = Number(url.port || (scheme === 'http' ? 80 : 443));
  // Why compared as it stands: a URL is more than a host, such as one with a name before an @.
  const isPlain = url.host === host.toLowerCase() || `${url.host}:${stated}` === host.toLowerCase();
  return isPlain && stated === port && isLoopback(url.hostname.replace(/^\[|\]$/g, '')) ? url.origin : undefined;
}

function elsewhere(header: string): PortcullisError {
  return new PortcullisError('SIGN_IN_ELSEWHERE', { at: header });
}
