import type { TrustedIssuer } from '../identity/issuers.js';
import type { GatewaySettings } from '../settings.js';

type ConsoleSettings = Pick<GatewaySettings, 'issuers' | 'consoleIssuer' | 'consoleClientId' | 'consoleResource'>;

/**
 * Refuses settings with which nobody could sign in at the console.
 *
 * @param trusted the issuers whose tokens are accepted, once they are read
 * @throws Error SETTING_INVALID in one line that says which setting is wrong or missing
 */
export function assertConsoleIssuer(settings: ConsoleSettings, trusted?: readonly TrustedIssuer[]): void {
  const { issuers, consoleIssuer, consoleClientId, consoleResource } = settings;
  if (consoleIssuer === undefined && consoleResource !== undefined)
    throw invalid('--console-resource', 'give --console-issuer URL too, which is asked for tokens of it');
  if (consoleIssuer === undefined && consoleClientId === undefined) return;
  if (consoleIssuer === undefined)
    throw invalid('--console-client-id', 'give --console-issuer URL too, at which it is the id of the console');
  if (consoleClientId === undefined)
    throw invalid('--console-issuer', 'give --console-client-id ID too, by which the issuer knows the console');
  if (issuers === undefined)
    throw invalid(
      '--console-issuer',
      'give --issuers FILE too: without it, only tokens of the local issuer are accepted',
    );
  if (trusted && !trusted.some(({ issuer }) => issuer === consoleIssuer))
    throw invalid('--console-issuer', `${issuers} does not name it, to the letter: its tokens would not be accepted`);
}

function invalid(flag: string, why: string): Error {
  return Object.assign(new Error(`${flag}: ${why}`), { code: 'SETTING_INVALID' });
}
