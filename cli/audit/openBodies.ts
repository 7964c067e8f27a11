import { isPortcullisError } from '../../schema/errors.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import type { OutsideAccess } from './audit.js';

/** The keys of a verification, and why those of the bodies are not among them, where they are not. */
export interface VerifyingKeys {
  readonly keys: OutsideAccess['keys'];
  readonly closedBecause?: string;
}

/**
 * Keys that open the bodies of the log, once the log of operators says that somebody is about to.
 *
 * @remarks Where it cannot say so, the verification goes on without opening any: a log that was tampered with is the last
 *   that must not be verified because it cannot be written.
 * @param of.log the only log that is verified; undefined: all
 * @param of.replayed the entry of it that is decided again, in place of a verification
 */
export async function keysForVerifying(
  settings: Settings,
  context: CommandContext,
  {
    operator,
    log,
    replayed,
  }: { readonly operator: string; readonly log: string | undefined; readonly replayed?: object },
): Promise<VerifyingKeys> {
  const { keys } = context;
  try {
    const act = replayed ? 'auditReplay' : 'auditVerify';
    const look = { act, ...beginAct('look', operator), facts: { log: log ?? null, ...replayed } } as const;
    await createOperatorLog(settings, context, openLog({ logLevel: 'silent' })).look(look);
    return { keys };
  } catch (error) {
    if (!isPortcullisError(error)) throw error;
    // A log that lost entries is never written again; which one goes on for it, its operator has to say.
    const way = error.code === 'AUDIT_FORKED' ? ' (name the log that goes on with --log-id)' : '';
    return {
      keys: withoutBodies(keys),
      closedBecause: `what is in the bodies, which stay closed: ${error.code}${way}`,
    };
  }
}

/** Those of the keys that open no body. */
export function withoutBodies({ checkpoint, previous, store }: OutsideAccess['keys']): OutsideAccess['keys'] {
  return { ...(checkpoint ? { checkpoint } : {}), ...(previous ? { previous } : {}), ...(store ? { store } : {}) };
}
