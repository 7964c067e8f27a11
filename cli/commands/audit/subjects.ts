import { Command, InvalidArgumentError } from 'commander';
import type { AuditIndexOptions } from '../../audit/outside/auditIndex.js';
import { withDeployment } from '../command.js';
import { withLog } from './withLog.js';

/** `portcullis audit index`: whom the entries of a month named, so that absence can be proven. */
export function auditIndexCommand(): Command {
  const command = withMonth(
    new Command('index').description(
      'index whom the entries of a month named, and state the root in the log; without a log or a month: what is due of all logs',
    ),
  ).option('--check', 'build the newest index of the month again, and compare it with the one that was stated');
  return withDeployment(command).action(async ({ check, log, month }) => {
    const { runAuditIndex, runAuditIndexCheck } = await import('../../audit/outside/auditIndex.js');
    const isDue = log === undefined && month === undefined;
    await withIndex(command, (options) =>
      check === true ? runAuditIndexCheck(options) : runAuditIndex(options, isDue ? undefined : [options]),
    );
  });
}

/** Adds the log and the month of it that is indexed. */
export function withMonth(command: Command): Command {
  return command
    .option('--month <month>', 'the month, as 2026-11, UTC; default: that of yesterday', toMonth)
    .option('--log <id>', 'the log; by default the one that this instance writes');
}

/** Does the work of a command about the index of a month, and ends with the exit code that it gives. */
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

function toMonth(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('A month, as 2026-11.');
}
