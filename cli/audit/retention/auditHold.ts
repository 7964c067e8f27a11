import type { AuditKeys } from '../../../auditlog/keys.js';
import { holdEntries } from '../../../auditlog/retention/hold.js';
import { checkpointPublicKeys } from '../../../auditlog/signing/keys.js';
import { type Span, writeSpan } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { findHolds, type Hold, holdingId } from '../../../auditlog/verification/acts/holds.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { badUserInput } from '../../../schema/errors.js';
import { beginAct, type OperatorLog } from '../../operatorLog/operatorAct.js';
import { type Output, print } from '../../output/printLine.js';

/** Who holds or releases, and why. */
interface Stated extends Output {
  readonly reason: string;
  readonly operator: string;
}

/** The log, as these commands need it. */
interface Access {
  readonly pool: LogPool;
  readonly keys: AuditKeys;
  readonly operatorLog: Pick<OperatorLog, 'dispose'>;
}

/** Holds entries by a HOLD entry in the operators' log, and prints its id. @throws PortcullisError as `holdEntries` */
export async function runAuditHold(
  { pool, keys, operatorLog }: Access,
  options: Stated & { readonly log: string; readonly spans: readonly Span[]; readonly caseReference?: string },
): Promise<void> {
  const { log, spans, reason, operator, caseReference } = options;
  const { id, ...act } = beginAct('hold', operator);
  await holdEntries({
    ...{ db: pool, log, spans, keys: bodyKeys(keys), publicKeys: checkpointPublicKeys(keys) },
    append: (held) =>
      operatorLog.dispose({
        act: 'hold',
        ...act,
        id: holdingId('HOLD', { log, id }),
        facts: { log, reason },
        spans: held.map(writeSpan),
        ...(caseReference === undefined ? {} : { caseReference }),
      }),
  });
  print(options, { log, hold: id }, () => [`${id}: entries of ${log} are on hold.`]);
}

/** Ends a hold by a RELEASE entry. @throws PortcullisError BAD_USER_INPUT where there is no such hold; AUDIT_UNAVAILABLE */
export async function runAuditRelease(
  { pool, keys, operatorLog }: Access,
  options: Stated & { readonly id: string },
): Promise<void> {
  const { id, reason, operator } = options;
  const { holds } = await findHolds(pool, null, bodyKeys(keys));
  const hold = holds.find((each) => each.id === id && each.released === null);
  if (!hold) throw badUserInput(`There is no hold ${id}.`, '`portcullis audit hold` lists the holds.');
  const { log } = hold;
  const facts = { log, hold: id, reason };
  const own = { ...beginAct('hold', operator), id: holdingId('RELEASE', { log, id }), facts };
  await operatorLog.dispose({ act: 'release', ...own });
  print(options, { log, released: id }, () => [`${id} is released.`]);
}

/** Lists the holds, with `isAll` also released ones. Reasons and cases stay sealed. */
export async function runAuditHolds({ pool, keys }: Access, options: Output & { readonly isAll: boolean }) {
  const { holds, spoilt } = await findHolds(pool, null, bodyKeys(keys));
  const shown = holds.filter(({ released }) => options.isAll || released === null).map(toShown);
  print(options, { holds: shown, spoilt }, () => [
    ...shown.map(({ id, log, entries, since, entry, released }) => {
      const end = released ? `, released ${released.at} by ${released.entry}` : '';
      return `${id}  ${log} ${entries}, since ${since} by ${entry}${end}`;
    }),
    ...spoilt.map(({ log, index }) => `The HOLD entry ${log}/${index} cannot be opened: what it holds is unknown.`),
  ]);
}

function toShown({ id, log, spans, act, released }: Hold) {
  return {
    ...{ id, log, entries: spans.map(writeSpan).join(), since: act.header.at, entry: `${act.by.log}/${act.by.index}` },
    released: released && { at: released.header.at, entry: `${released.by.log}/${released.by.index}` },
  };
}
