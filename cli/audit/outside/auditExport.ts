import { basename } from 'node:path';
import { type ExportQuestion, openExport } from '../../../auditlog/exports/exportLog.js';
import { checkpointPublicKeys } from '../../../auditlog/signing/keys.js';
import type { Policy } from '../../../policy/policy.js';
import { badUserInput } from '../../../schema/errors.js';
import { beginAct, type OperatorLog } from '../../operatorLog/operatorAct.js';
import { type Destination, withNewFiles, writeOut } from '../../output/outputFile.js';
import { type Output, print } from '../../output/printLine.js';
import type { AuditAccess } from '../access.js';

/** Options of `portcullis audit export`. */
export interface AuditExportOptions extends Output, Destination, Pick<AuditAccess, 'pool' | 'keys'>, ExportQuestion {
  readonly policy: Pick<Policy, 'agencies'>;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
  readonly operator: string;
}

/**
 * Writes what others need to verify the entries of a period: their leaves between two signed heads, without keys, bodies or tokens.
 * Logged before the first byte.
 *
 * @throws BAD_USER_INPUT for an unknown agency, a period that is not over, an output that exists, or entries that no head
 *   covers; AUDIT_FORKED, with the output removed, where the entries do not produce the heads; AUDIT_UNAVAILABLE
 */
export async function runAuditExport(options: AuditExportOptions): Promise<void> {
  const { pool, keys, log, from, to, agency, policy, operatorLog, operator, output } = options;
  if (agency !== null && policy.agencies[agency] === undefined)
    throw badUserInput(`${agency} is not listed in agencies.yaml.`, { at: '--agency' });
  if (to !== null && Date.parse(to) > Date.now())
    throw badUserInput(
      '--to is in the future.',
      'Leave it out to export everything that is signed, and cosigned where there are witnesses.',
    );
  const opened = await openExport(pool, { log, from, to, agency }, checkpointPublicKeys(keys));
  const { start, end, left } = opened;
  await withNewFiles([output], async () => {
    const facts = { log, from, to, agency, start, end, output: output === undefined ? null : basename(output) };
    await operatorLog.look({ act: 'auditExport', ...beginAct('look', operator, agency), facts });
    const written = await writeOut(opened.pieces(), options);
    if (output === undefined) return;
    print(options, { log, start, end, left, output, ...written }, () => [
      `Wrote ${namesOf(start, end)} of ${log}: ${written.bytes} bytes to ${output}, SHA-256 ${written.sha256}.`,
      ...(left > 0 ? [`Left out are ${namesOf(end, end + left)}: ${notCosigned}`] : []),
    ]);
  });
}

function namesOf(start: number, end: number): string {
  return start === end ? `no entry from ${start} on` : `entries ${start} to ${end - 1}`;
}

const notCosigned =
  'signed, but not cosigned by a quorum of witnesses. With a past --to they are exported under a head that the log alone signed.';

/**
 * Parses an instant as operators type it: `2026-11-01`, `2026-11-01T08:00Z`; UTC.
 *
 * @throws BAD_USER_INPUT for anything else
 */
export function toInstant(text: string | undefined, at: string): string | null {
  if (text === undefined) return null;
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  // Why compared: Date.parse reads the 30th of February as the 2nd of March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10)))
    return new Date(time).toISOString();
  throw badUserInput(`${at} ${text} is no day or instant.`, 'UTC, such as 2026-11-01 or 2026-11-01T08:00Z.');
}
