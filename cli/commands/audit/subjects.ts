import { Command } from 'commander';
import type { AuditIndexOptions } from '../../audit/outside/auditIndex.js';
import { textOfForm } from '../arguments.js';
import { withDeployment, withLog } from '../command.js';

/** `portcullis audit index`: indexes the subjects named in a month, so that absence can be proven. */
export function auditIndexCommand(): Command {
  const command = withMonth(
    new Command('index').description(
      'index the subjects named in the entries of a month, and state its root in the log; default: whatever is due, of all logs',
    ),
  ).option('--check', 'rebuild the newest index of the month, and compare it with the one that was stated');
  return withDeployment(command).action(async ({ check, log, month }) => {
    const { runAuditIndex, runAuditIndexCheck } = await import('../../audit/outside/auditIndex.js');
    const isDue = log === undefined && month === undefined;
    await withIndex(command, (options) =>
      check === true ? runAuditIndexCheck(options) : runAuditIndex(options, isDue ? undefined : [options]),
    );
  });
}

/** Adds the options of an indexed month. */
export function withMonth(command: Command): Command {
  const toMonth = textOfForm(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'A month such as 2026-11.');
  return command
    .option('--month <month>', 'the month, such as 2026-11, UTC; default: that of yesterday', toMonth)
    .option('--log <id>', 'the log; default: the one that this instance writes');
}

/** Does the work of a command about the index of a month, and ends with the exit code that it returns. */
export async function withIndex(command: Command, run: (options: AuditIndexOptions) => Promise<number>): Promise<void> {
  const { openPseudonymKeys } = await import('../../../storage/keys/pseudonymKey.js');
  const { monthOfYesterday } = await import('../../audit/outside/dueIndexes.js');
  await withLog(command, async (access) => {
    const { settings, context } = access;
    const { log = settings.logId, month = monthOfYesterday() } = command.opts();
    const pseudonymKeys = openPseudonymKeys(context.keysDirectory);
    return await run({ ...access, log, month, instance: settings.logId, pseudonymKeys });
  });
}
