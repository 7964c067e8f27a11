import { Command } from 'commander';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';

const operator = ['--operator <name>', 'who runs this, for the audit log; default: the user of the system'] as const;

/** `portcullis audit hold`: holds entries, and lets go of them. */
export function auditHoldCommand(): Command {
  const command = new Command('hold').description('keep entries from being erased and from expiring, or release them');
  command.addCommand(placeCommand(), { isDefault: true });
  command.addCommand(releaseCommand());
  return command;
}

function placeCommand(): Command {
  const command = new Command('place')
    .description('keep entries from being erased and from expiring; an entry says who and why')
    .requiredOption('--log <id>', 'the log that the entries stand in')
    .requiredOption('--index <entries>', 'their positions, from 0: 7,9,12-20')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option('--case <reference>', 'the case that they are held for')
    .option(...operator)
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { parseSpans } = await import('../../operate/retention/auditErase.js');
    const { runAuditHold } = await import('../../operate/retention/auditHold.js');
    const { log, index, reason, case: caseReference } = command.opts();
    const stated = { ...(await statedBy(command)), log, spans: parseSpans(index), reason };
    await withAccess(command, (access) => runAuditHold(access, { ...stated, caseReference }));
  });
}

function releaseCommand(): Command {
  const command = new Command('release')
    .description('end a hold; an entry says who and why')
    .argument('<hold>', 'the id of the hold')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option(...operator)
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (id: string) => {
    const { runAuditRelease } = await import('../../operate/retention/auditHold.js');
    const stated = { ...(await statedBy(command)), reason: command.opts().reason, id };
    await withAccess(command, (access) => runAuditRelease(access, stated));
  });
}

/** `portcullis audit holds`: lists them. */
export function auditHoldsCommand(): Command {
  const command = new Command('holds')
    .description('list the holds that stand on entries of the logs')
    .option('--all', 'those that were released, too')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { runAuditHolds } = await import('../../operate/retention/auditHold.js');
    const { json, out } = await statedBy(command);
    await withAccess(command, (access) => runAuditHolds(access, { json, out, isAll: command.opts().all === true }));
  });
}

type Access = Parameters<typeof import('../../operate/retention/auditHold.js').runAuditHold>[0];

async function withAccess(command: Command, run: (access: Access) => Promise<void>): Promise<void> {
  const { withAuditLog } = await import('../../operate/audit.js');
  const { settings } = settingsOf(command);
  await withAuditLog(settings, async ({ pool }, foundation) => {
    await run({ settings, foundation, pool });
    return 0;
  });
}
