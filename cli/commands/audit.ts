import { Command, InvalidArgumentError } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../options.js';

/** `portcullis audit`: verifies the audit log, and proves that an entry is in it. */
export function auditCommand(): Command {
  const command = new Command('audit').description('verify the audit log, or prove that an entry is in it');
  command.addCommand(verifyCommand());
  command.addCommand(proveCommand());
  return command;
}

function verifyCommand(): Command {
  const command = new Command('verify')
    .description('recompute every log from its stored bytes; exit code 1 where one breaks, and where it breaks')
    .option('--log <id>', 'this log only; by default all logs in the database')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExamples:\n  portcullis audit verify\n  portcullis audit verify --log gateway --json\n');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog, runAuditVerify } = await import('../audit.js');
    const { log, json } = command.opts();
    process.exitCode = await withAuditLog(settingsOf(command).settings, (access) =>
      runAuditVerify({ ...access, ...(log ? { log } : {}), json: json === true, out: console.log }),
    );
  });
}

function proveCommand(): Command {
  const command = new Command('prove')
    .description('print the inclusion proof of an entry, checked, with the bytes that it is over')
    .requiredOption('--index <n>', 'position of the entry, from 0', toIndex)
    .option('--log <id>', 'the log; by default the one that this instance writes')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis audit prove --index 42\n  portcullis audit prove --index 42 --json\n',
    );
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog, runAuditProve } = await import('../audit.js');
    const { settings } = settingsOf(command);
    const { index, log, json } = command.opts();
    process.exitCode = await withAuditLog(settings, (access) =>
      runAuditProve({ ...access, log: log ?? settings.logId, index, json: json === true, out: console.log }),
    );
  });
}

function toIndex(text: string): number {
  if (/^(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number from 0.');
}
