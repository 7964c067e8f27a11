import { Command } from 'commander';
import { dataSettings, givenOf, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis audit export`: entries of a time, as somebody outside verifies them. */
export function auditExportCommand(): Command {
  const command = new Command('export')
    .description('write the leaves of a time between two signed heads, for anyone who verifies them without our keys')
    .option('--from <time>', 'entries from this day or instant on, UTC; by default from the first')
    .option('--to <time>', 'entries before this day or instant, UTC; by default all that are signed')
    .option('--agency <id>', 'show the headers of this agency alone; by default those of all')
    .option('--log <id>', 'the log; by default the one that this instance writes')
    .option('--output <file>', 'where to, a new file; default: standard output')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print the summary as one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog } = await import('../../operate/audit.js');
    const { runAuditExport, toInstant } = await import('../../operate/outside/auditExport.js');
    const { createOperatorLog } = await import('../../acts/operatorLog.js');
    const { openLog } = await import('../../log.js');
    const { settings } = settingsOf(command);
    const { from, to, agency = null, log = settings.logId } = command.opts();
    const asked = { log, agency, from: toInstant(from, '--from'), to: toInstant(to, '--to') };
    const stated = { ...asked, ...(await statedBy(command)), ...givenOf(command, 'output'), stdout: process.stdout };
    process.exitCode = await withAuditLog(settings, async ({ pool, keys }, foundation) => {
      const operatorLog = createOperatorLog(settings, foundation, openLog({ logLevel: 'silent' }));
      await runAuditExport({ pool, keys, operatorLog, policy: foundation.policy, ...stated });
      return 0;
    });
  });
}
