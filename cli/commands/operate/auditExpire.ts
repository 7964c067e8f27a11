import { Command, InvalidArgumentError, Option } from 'commander';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis audit expire`: lets entries of whole days go, but for their leaves. */
export function auditExpireCommand(): Command {
  const command = new Command('expire')
    .description(
      'let entries of a class go that are older than their retention period, but for their leaves; proofs stand, and an entry says so',
    )
    .option('--log <id>', 'this log only; by default all logs in the database')
    .addOption(new Option('--class <class>', 'entries of this class only').choices(['LOOK', 'REFUSAL']))
    .option(
      '--before <day>',
      'entries of earlier days (UTC) go, e.g. 2021-12-01; by default by --audit-retention',
      toDay,
    )
    .option('--dry-run', 'say what would go, and take nothing')
    .option('--reason <text>', 'why, for the audit log', 'retention period')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, [...dataSettings, 'auditRetention']).action(async () => {
    const { runAuditExpire } = await import('../../operate/retention/auditExpire.js');
    const { log, class: of, before, dryRun, reason } = command.opts();
    const stated = { ...(await statedBy(command)), log, class: of, before, isDry: dryRun === true, reason };
    await runAuditExpire(settingsOf(command).settings, stated);
  });
}

function toDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('A day such as 2021-12-01.');
}
