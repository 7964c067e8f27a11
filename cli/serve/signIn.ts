import { decodeJwt } from 'jose';
import { createSignInCodes } from '../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../gateway/console/signInLimit.js';
import type { SignIn, SignInDesk } from '../../gateway/console/signInRoute.js';
import { isLoopback } from '../../gateway/identity/loopback.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { demoSubject, mintTokens } from '../keys/mintToken.js';
import { openLog } from '../log.js';
import { operatorOf } from '../operator.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';

/** How long a token of the console lasts, seconds. */
const TTL_SECONDS = 15 * 60;

type Deciding = Pick<Settings, 'console' | 'issuers' | 'production' | 'host' | 'behindProxy'>;

/** Whether one signs in by a link: to a console that is served, with tokens of the development issuer, on this machine alone. */
export function offersSignIn({ console: isServed, issuers, production, host, behindProxy }: Deciding): boolean {
  return isServed && issuers === undefined && !production && isLoopback(host) && behindProxy === undefined;
}

/** Signing in by a link, over the log of the operators and the development issuer. */
export function createSignIn(settings: Settings, context: CommandContext): SignIn {
  return { codes: createSignInCodes(), wrong: limitWrongCodes(), desk: createDesk(settings, context) };
}

function createDesk(settings: Settings, context: CommandContext): SignInDesk {
  // Why they: the terminal shows them the code.
  const operator = operatorOf(undefined);
  const log = createOperatorLog(settings, context, openLog(settings));
  return {
    record: async (code) => {
      // Without a code nobody is known.
      const who = code === 'SIGN_IN_CODE_REFUSED' ? null : operator;
      const act = code === 'OK' ? 'signIn' : 'signInRefused';
      await log.look({ act, ...beginAct('signin', who), facts: {}, code });
    },
    mint: async (policy, { agency, role }) => {
      const as = { agency, role, subject: demoSubject(role), ttlSeconds: TTL_SECONDS, client: 'portcullis-console' };
      const [token = ''] = await mintTokens(settings, { ...context, policy }, [as], operator);
      return { token, expiresAt: new Date((decodeJwt(token).exp ?? 0) * 1000).toISOString() };
    },
  };
}

/**
 * Shows a link to sign in with. Once it is used, or was tried after its end, another is shown: the last one is always good.
 *
 * @param url of the graph
 */
export function showLinks({ codes }: Pick<SignIn, 'codes'>, url: string): void {
  const show = (words: string): void => {
    const code = codes.give(() => show('The link was used. For another window, or after a reload:'));
    console.log(`\n${words} ${new URL(url).origin}/#/sign-in?code=${code}`);
  };
  show('Open in a browser:');
}
