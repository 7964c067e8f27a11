import { Command, Option } from 'commander';
import type { AuditAbsenceOptions } from '../../audit/outside/auditAbsence.js';
import type { AuditIndexOptions } from '../../audit/outside/auditIndex.js';
import { textOfForm } from '../arguments.js';
import { withDeployment, withLog } from '../command.js';

/** `portcullis audit index`: indexes the subjects named in a period, so that absence can be proven. */
export function auditIndexCommand(): Command {
  const command = withPeriod(
    new Command('index').description(
      'index the subjects named in the entries of a month, or between two heads, and state its root in the log; default: whatever is due, of all logs',
    ),
  ).option('--check', 'rebuild the newest index of the period, and compare it with the one that was stated');
  return withDeployment(command).action(async ({ check, log, month, between }) => {
    const { runAuditIndex, runAuditIndexCheck } = await import('../../audit/outside/auditIndex.js');
    const isDue = log === undefined && month === undefined && between === undefined;
    await withIndex(command, (options) =>
      check === true ? runAuditIndexCheck(options) : runAuditIndex(options, isDue ? undefined : [options]),
    );
  });
}

/** Adds the options of an indexed period. */
export function withPeriod(command: Command): Command {
  const toMonth = textOfForm(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'A month such as 2026-11.');
  return command
    .option('--month <month>', 'the month, such as 2026-11, UTC; default: that of yesterday', toMonth)
    .addOption(
      new Option(
        '--between <notes...>',
        'in its place the entries between two heads that somebody holds, as files of notes; of one: from the first entry on',
      ).conflicts('month'),
    )
    .option('--log <id>', 'the log; default: the one that this instance writes');
}

/** What work on a period is given. */
type PeriodOptions = AuditIndexOptions & Pick<AuditAbsenceOptions, 'hasForeignSources'>;

/** Does the work of a command about the index of a period, and ends with the exit code that it returns. */
export async function withIndex(command: Command, run: (options: PeriodOptions) => Promise<number>): Promise<void> {
  const { openPseudonymKeys } = await import('../../../storage/keys/pseudonymKey.js');
  const { monthOfYesterday } = await import('../../audit/outside/dueIndexes.js');
  const { periodBetween } = await import('../../audit/outside/heldHeads.js');
  await withLog(command, async (access) => {
    const { settings, context } = access;
    const { log = settings.logId, month = monthOfYesterday(), between } = command.opts();
    const period = between === undefined ? month : await periodBetween(access, log, between);
    const pseudonymKeys = openPseudonymKeys(context.keysDirectory);
    const hasForeignSources = context.policy.foreign !== undefined;
    return await run({ ...access, log, period, instance: settings.logId, pseudonymKeys, hasForeignSources });
  });
}
