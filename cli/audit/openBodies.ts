import { isPortcullisError } from '../../schema/errors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { waitingOf } from '../waiting.js';
import type { OutsideAccess } from './access.js';

/** The keys of a verification, and why they open no bodies, where they do not. */
export interface VerifyingKeys {
  readonly keys: OutsideAccess['keys'];
  readonly closedBecause?: string;
}

/**
 * Keys that open the bodies of the log, once the operators' log states that they are about to be opened.
 *
 * @remarks Where that cannot be logged, the verification goes on with closed bodies: a log that was tampered with must be
 *   verifiable even though it cannot be written.
 * @param of.log the only log that is verified; undefined: all
 * @param of.replayed the entry that is decided again, instead of a verification
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
    const operatorLog = createOperatorLog(settings, context, openLog({ logLevel: 'silent' }));
    await waitOut(() => operatorLog.look(look), waitingOf(settings));
    return { keys };
  } catch (error) {
    if (!isPortcullisError(error)) throw error;
    // A log that lost entries is never written again; the operator must name the one that follows it.
    const hint = error.code === 'AUDIT_FORKED' ? ' (name the log that follows it with --log-id)' : '';
    return {
      keys: withoutBodies(keys),
      closedBecause: `the contents of the bodies, which stay closed: ${error.code}${hint}`,
    };
  }
}

/** The keys without those that open bodies. */
export function withoutBodies({ checkpoint, previous, store }: OutsideAccess['keys']): OutsideAccess['keys'] {
  return { ...(checkpoint ? { checkpoint } : {}), ...(previous ? { previous } : {}), ...(store ? { store } : {}) };
}
