import { createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../../gateway/console/signInLimit.js';
import type { SignInDesk } from '../../../gateway/console/signInRoute.js';
import { type LocalKey, mintLocalToken } from '../../../gateway/identity/localIssuer.js';
import { packageFile } from '../../../schema/files.js';
import { openTestDeployment, type TestDeployment, type TestDeploymentOptions } from '../../support/deployment.js';

/** A deployment in this process that serves the console. */
export interface ConsoleDeployment extends TestDeployment {
  readonly origin: string;
  /** A new link to sign in with. */
  link(): string;
}

/** Officers of the console in tests. */
export const consoleSubject = 'console-officer';

/** Opens it: with the demonstration where nothing else is said. */
export async function openConsoleDeployment(options: TestDeploymentOptions = {}): Promise<ConsoleDeployment> {
  const codes = createSignInCodes();
  const deployment = await openTestDeployment({
    demo: true,
    ...options,
    offers: (localKey) => ({
      consoleFolder: packageFile('dist', 'console'),
      signIn: { codes, wrong: limitWrongCodes(), desk: deskOf(localKey) },
    }),
  });
  const { origin } = new URL(deployment.url);
  return { ...deployment, origin, link: () => `${origin}/#/sign-in?code=${codes.give()}` };
}

/** Why without entries of its own: who signs in is logged by the product's desk, which has tests of its own. */
function deskOf(localKey: LocalKey): SignInDesk {
  const ttlSeconds = 900;
  return {
    record: async () => undefined,
    mint: async ({ agencies }, { agency, role }) => {
      const clearance = agencies[agency]?.clearance ?? 'PUBLIC';
      const token = await mintLocalToken({ agency, role, subject: consoleSubject, clearance, ttlSeconds }, localKey);
      return { token, expiresAt: new Date(Date.now() + ttlSeconds * 1000).toISOString() };
    },
  };
}
