import { Command, InvalidArgumentError } from 'commander';
import type { AuditIndexOptions } from '../../operate/outside/auditIndex.js';
import { dataSettings, givenOf, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis audit index`: whom the entries of a month named, so that absence can be proven. */
export function auditIndexCommand(): Command {
  const command = withMonth(
    new Command('index').description(
      'index whom the entries of a month named, and state the root in the log; without a log or a month: what is due of all logs',
    ),
  ).option('--check', 'build the newest index of the month again, and compare it with the one that was stated');
  return withSettings(command, dataSettings).action(async () => {
    const { runAuditIndex, runAuditIndexCheck } = await import('../../operate/outside/auditIndex.js');
    const { check, log, month } = command.opts();
    const isDue = log === undefined && month === undefined;
    process.exitCode = await withIndex(command, (options) =>
      check === true ? runAuditIndexCheck(options) : runAuditIndex(options, isDue ? undefined : [options]),
    );
  });
}

/** `portcullis audit absence`: that nobody was shown an entity, for somebody outside. */
export function auditAbsenceCommand(): Command {
  const command = withMonth(
    new Command('absence').description('prove that no entry of an indexed month named an entity'),
  )
    .argument('<entity>', 'public id, or number, as an entry would name it')
    .option('--output <file>', 'where to, a new file; default: standard output');
  return withSettings(command, dataSettings).action(async (entity: string) => {
    const { runAuditAbsence } = await import('../../operate/outside/auditAbsence.js');
    const stated = { entity, ...givenOf(command, 'output') };
    process.exitCode = await withIndex(command, (options) => runAuditAbsence({ ...options, ...stated }));
  });
}

function withMonth(command: Command): Command {
  return command
    .option('--month <month>', 'the month, as 2026-11, UTC; default: that of yesterday', toMonth)
    .option('--log <id>', 'the log; by default the one that this instance writes')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
}

async function withIndex(command: Command, run: (options: AuditIndexOptions) => Promise<number>): Promise<number> {
  const { withAuditLog } = await import('../../operate/audit.js');
  const { createOperatorLog } = await import('../../acts/operatorLog.js');
  const { openPseudonymKeys } = await import('../../../storage/keys/pseudonymKey.js');
  const { openLog } = await import('../../log.js');
  const { settings } = settingsOf(command);
  const { monthOfYesterday } = await import('../../operate/outside/dueIndexes.js');
  const { log = settings.logId, month = monthOfYesterday() } = command.opts();
  const asked = { log, month, instance: settings.logId, ...(await statedBy(command)) };
  return await withAuditLog(settings, async ({ pool, keys }, foundation) => {
    const operatorLog = createOperatorLog(settings, foundation, openLog({ logLevel: 'silent' }));
    const pseudonymKeys = openPseudonymKeys(foundation.keysDirectory);
    return await run({ pool, keys, pseudonymKeys, operatorLog, ...asked });
  });
}

function toMonth(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('A month, as 2026-11.');
}
