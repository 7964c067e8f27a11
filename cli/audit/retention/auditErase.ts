import { eraseBodies } from '../../../auditlog/retention/erase.js';
import { checkpointPublicKeys } from '../../../auditlog/signing/keys.js';
import { parseSpan, type Span } from '../../../auditlog/spans.js';
import { erasingId } from '../../../auditlog/verification/acts/erasures.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { badUserInput } from '../../../schema/errors.js';
import type { Settings } from '../../config.js';
import { countActs } from '../../operatorLog/countActs.js';
import type { Disposition } from '../../operatorLog/operatorAct.js';
import { createOperatorLog } from '../../operatorLog/operatorLog.js';
import { type Output, print } from '../../output/printLine.js';
import { withOwnedLog } from '../access.js';

/** What to erase, and why. */
export interface AuditEraseOptions extends Output {
  readonly log: string;
  readonly spans: readonly Span[];
  readonly reason: string;
  readonly operator: string;
}

/**
 * Erases the bodies of entries after an ERASE entry in the operators' log, and prints how many keys were destroyed.
 *
 * @throws PortcullisError as `eraseBodies`
 */
export async function runAuditErase(settings: Settings, options: AuditEraseOptions): Promise<void> {
  const { log, spans, reason, operator } = options;
  const startedAt = new Date().toISOString();
  const actOf = (span: Span): Disposition => ({
    act: 'erase',
    id: erasingId(log, span),
    operator,
    originator: null,
    startedAt,
    facts: { log, ...span, reason },
  });
  await withOwnedLog(settings, async ({ context, logger, db, store }) => {
    const operatorLog = createOperatorLog(settings, context, logger);
    const destroyed = await eraseBodies({
      ...{ db, store, log, spans },
      keys: bodyKeys(context.keys),
      publicKeys: checkpointPublicKeys(context.keys),
      append: (open) => operatorLog.dispose(...open.map(actOf)),
    });
    // Again: it was counted once the log said so, and is done only now.
    await countActs(context, logger);
    print(options, { log, destroyed }, () => [
      destroyed === 0 ? 'They had been erased before.' : `${destroyed} bodies of ${log} are erased.`,
    ]);
  });
}

/**
 * Parses entries as operators name them: `7`, `7,9`, `7-12,20`.
 *
 * @throws PortcullisError BAD_USER_INPUT for anything else
 */
export function parseSpans(text: string): readonly Span[] {
  return text.split(',').map((part) => {
    const span = parseSpan(part.trim());
    if (span) return span;
    throw badUserInput(`"${part.trim()}" names no entries.`, {
      at: '--index',
      hint: 'Positions from 0, or ranges: 7,9,12-20.',
    });
  });
}
