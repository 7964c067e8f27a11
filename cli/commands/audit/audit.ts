import { Command, InvalidArgumentError, Option } from 'commander';
import type { OutsideAccess } from '../../audit/audit.js';
import type { CommandContext } from '../../commandContext.js';
import { givenOf, settingsOf, statedBy } from '../../options.js';
import { toIndex } from '../arguments.js';
import {
  collect,
  refuseOptions,
  requireOptions,
  untilAnswered,
  withDeployment,
  withUsageErrors,
  withVerdictExitCode,
} from '../command.js';
import { auditExpireCommand, auditHoldCommand } from './kept.js';
import { auditMonitorCommand, auditVerifyFileCommand, auditWitnessCommand } from './outside.js';
import { auditIndexCommand, withIndex, withMonth } from './subjects.js';
import { withLog } from './withLog.js';

/** `portcullis audit`: verifies the audit log, proves what is in it and what is not, lets it go on, keeps and expires entries. */
export function auditCommand(): Command {
  const command = new Command('audit').description(
    'verify the audit log, prove that an entry is in it, export it, hold and expire entries, let it go on',
  );
  command.addCommand(withVerdictExitCode(verifyCommand()));
  command.addCommand(withVerdictExitCode(auditVerifyFileCommand()));
  command.addCommand(proveCommand());
  command.addCommand(exportCommand());
  command.addCommand(withVerdictExitCode(auditIndexCommand()));
  command.addCommand(auditHoldCommand());
  command.addCommand(auditExpireCommand());
  command.addCommand(withVerdictExitCode(auditMonitorCommand()));
  command.addCommand(auditWitnessCommand());
  command.addCommand(adoptCommand());
  return withUsageErrors(command);
}

function verifyCommand(): Command {
  const command = new Command('verify')
    .description(
      'recompute every log from its stored bytes, and compare it with heads that were kept outside of the database',
    )
    .option('--log <id>', 'this log only; by default all logs in the database and in the folder of heads')
    .option(
      '--trust <note>',
      'a checkpoint that was kept elsewhere: its file, or - for standard input; repeatable',
      collect,
    )
    .option(
      '--since <note>',
      'a checkpoint whose entries were verified before: its log is read from there on, with public keys alone; repeatable',
      collect,
    )
    .option('--bodies', 'with --since: open the bodies too')
    .option('--key <key>', 'key that signs such notes, or a file with one; repeatable; by default the own one', collect)
    .addOption(
      new Option(
        '--replay <n>',
        'decide this entry again instead, by the policy of then, and say which decisions come out otherwise',
      )
        .argParser(toIndex)
        .conflicts(['trust', 'since', 'bodies', 'key']),
    )
    .option(
      '--against <directory>',
      'with --replay: policy files to decide by; by default the policy of this deployment',
    );
  return withDeployment(command).action(async ({ replay }) => {
    if (replay === undefined) refuseOptions(command, ['against'], 'needs --replay');
    await (replay === undefined ? verifyLogs(command) : replayEntry(command));
  });
}

async function verifyLogs(command: Command): Promise<void> {
  const { withAuditLog, withOutsideLog } = await import('../../audit/audit.js');
  const { runAuditVerify } = await import('../../audit/auditVerify.js');
  const { readVerifierKeys } = await import('../../audit/trustedHeads.js');
  const { keysForVerifying, withoutBodies } = await import('../../audit/openBodies.js');
  const { log, trust = [], since = [], bodies, key = [] } = command.opts();
  const verifierKeys = readVerifierKeys(key);
  const open = verifierKeys.length > 0 ? withOutsideLog : withAuditLog;
  const { settings } = settingsOf(command);
  const { operator, json } = await statedBy(command);
  process.exitCode = await open(settings, async (access: OutsideAccess, context?: CommandContext) => {
    const isOpened = context && (since.length === 0 || bodies === true);
    const opened = isOpened
      ? await keysForVerifying(settings, context, { operator, log })
      : { keys: withoutBodies(access.keys) };
    return await runAuditVerify({ ...access, ...opened, log, trust, since, verifierKeys, json, out: console.log });
  });
}

async function replayEntry(command: Command): Promise<void> {
  const { keysForVerifying } = await import('../../audit/openBodies.js');
  const { readPolicyToTry, runAuditReplay } = await import('../../audit/replay/auditReplay.js');
  const { replay: index, against } = command.opts();
  const other = against === undefined ? null : readPolicyToTry(against);
  await withLog(command, async ({ pool, settings, context, operator, json, out }) => {
    const { log = settings.logId } = command.opts();
    const { policy } = context;
    const replayed = { index, policyVersion: (other ?? policy).version };
    const opened = await keysForVerifying(settings, context, { operator, log, replayed });
    return await runAuditReplay({ pool, opened, policy, other, log, index, json, out });
  });
}

function proveCommand(): Command {
  const command = withMonth(
    new Command('prove')
      .description('print the inclusion proof of an entry, checked, with the bytes that it is over; or one of absence')
      .option('--index <n>', 'position of the entry, from 0', toIndex)
      .addOption(
        new Option(
          '--absent <entity>',
          'prove instead that no entry of an indexed month named this public id, or number',
        ).conflicts('index'),
      )
      .option('--output <file>', 'with --absent: where to, a new file; default: standard output'),
  );
  return withDeployment(command).action(async ({ absent: entity, index }) => {
    if (entity === undefined) {
      requireOptions(command, ['index'], 'to name an entry, or --absent to name an entity');
      refuseOptions(command, ['month', 'output'], 'needs --absent');
      const { runAuditProve } = await import('../../audit/audit.js');
      return await withLog(command, (access) => {
        const { log = access.settings.logId } = command.opts();
        return runAuditProve({ ...access, log, index, out: console.log });
      });
    }
    untilAnswered();
    const { runAuditAbsence } = await import('../../audit/outside/auditAbsence.js');
    await withIndex(command, (options) =>
      runAuditAbsence({ ...options, entity, ...givenOf(command, 'output'), out: console.log }),
    );
  });
}

function exportCommand(): Command {
  const command = new Command('export')
    .description(
      'write what others verify the log by without our keys: entries between two signed heads, or keys, or heads',
    )
    .option('--from <time>', 'entries from this day or instant on, UTC; by default from the first')
    .option('--to <time>', 'entries before this day or instant, UTC; by default all that are signed')
    .option('--agency <id>', 'show the headers of this agency alone; by default those of all')
    .option('--log <id>', 'the log; by default the one that this instance writes, of keys and heads all of them')
    .option('--output <file>', 'where to, a new file; default: standard output')
    .addOption(
      new Option('--public-keys', 'print instead the public keys that checkpoints are verified by').conflicts(
        ofEntries,
      ),
    )
    .addOption(
      new Option('--checkpoints', 'print instead the newest signed heads, as notes to be kept elsewhere').conflicts([
        ...ofEntries,
        'publicKeys',
      ]),
    );
  return withDeployment(command).action(async ({ publicKeys, checkpoints, log }) => {
    const { settings } = settingsOf(command);
    if (publicKeys) {
      const { runAuditKey } = await import('../../audit/auditKey.js');
      await runAuditKey(settings, { log, ...(await statedBy(command)) });
    } else if (checkpoints) {
      const { runAuditCheckpoint } = await import('../../audit/auditAdopt.js');
      await withLog(command, (access) => runAuditCheckpoint({ ...access, log, out: console.log }));
    } else await exportEntries(command);
  });
}

const ofEntries = ['from', 'to', 'agency', 'output'];

async function exportEntries(command: Command): Promise<void> {
  const { runAuditExport, toInstant } = await import('../../audit/outside/auditExport.js');
  const { from, to, agency = null } = command.opts();
  const asked = { agency, from: toInstant(from, '--from'), to: toInstant(to, '--to'), ...givenOf(command, 'output') };
  await withLog(command, async (access) => {
    const { log = access.settings.logId } = command.opts();
    await runAuditExport({ ...access, policy: access.context.policy, log, ...asked, stdout: process.stdout });
    return 0;
  });
}

function adoptCommand(): Command {
  const command = new Command('adopt')
    .description('let a log be written on whose head file is lost, or a new log go on for one that lost entries')
    .option('--checkpoint <note>', 'the signed head that you trust: its file, or - for standard input', collect)
    .option(
      '--new-log <id>',
      'the log that goes on for those of this instance, which are never written again',
      toLogId,
    );
  return withDeployment(command).action(async ({ checkpoint: checkpoints = [], newLog }) => {
    const { runAuditAdopt } = await import('../../audit/auditAdopt.js');
    await runAuditAdopt(settingsOf(command).settings, { ...(await statedBy(command)), checkpoints, newLog });
  });
}

function toLogId(text: string): string {
  if (/^[a-z0-9-]{1,40}$/.test(text)) return text;
  throw new InvalidArgumentError('Small letters, digits and hyphens, 40 at most, as for --log-id.');
}
