import { Command, Option } from 'commander';
import type { OutsideAccess } from '../../audit/access.js';
import type { CommandContext } from '../../commandContext.js';
import { givenOf, settingsOf, statedBy } from '../../options.js';
import { textOfForm, toIndex } from '../arguments.js';
import {
  collect,
  expectVerdict,
  type LogAccess,
  refuseOptions,
  requireOptions,
  withDeployment,
  withLog,
  withUsageErrors,
  withVerdictExitCode,
} from '../command.js';
import { auditMonitorCommand, auditVerifyFileCommand, auditWitnessCommand } from './outside.js';
import { auditExpireCommand, auditHoldCommand } from './retention.js';
import { auditIndexCommand, withIndex, withPeriod } from './subjects.js';

/** `portcullis audit`: verifies and proves the audit log, exports it, disposes of its entries, and lets it go on. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .description('verify the audit log, prove what is in it and what is not, export it, hold and expire entries')
    .addCommand(withVerdictExitCode(verifyCommand()))
    .addCommand(withVerdictExitCode(auditVerifyFileCommand()))
    .addCommand(proveCommand())
    .addCommand(exportCommand())
    .addCommand(withVerdictExitCode(auditIndexCommand()))
    .addCommand(auditHoldCommand())
    .addCommand(auditExpireCommand())
    .addCommand(withVerdictExitCode(auditMonitorCommand()))
    .addCommand(auditWitnessCommand())
    .addCommand(adoptCommand());
  return withUsageErrors(command);
}

function verifyCommand(): Command {
  const command = new Command('verify')
    .description('recompute every log from its stored bytes, and compare it with heads kept outside the database')
    .option('--log <id>', 'this log only; default: all logs in the database and in the folder of heads')
    .option('--trust <note>', 'a checkpoint kept elsewhere: its file, or - for standard input; repeatable', collect)
    .option(
      '--since <note>',
      'a checkpoint whose entries were verified before: read the log from there on, with public keys alone; repeatable',
      collect,
    )
    .option('--bodies', 'with --since: open the bodies too')
    .option('--key <key>', 'key that signs such notes, or a file with one; repeatable; default: the own one', collect)
    .addOption(
      new Option(
        '--replay <n>',
        'instead decide this entry again, by the policy of its time, and print the decisions that change',
      )
        .argParser(toIndex)
        .conflicts(['trust', 'since', 'bodies', 'key']),
    )
    .option('--against <directory>', 'with --replay: decide by this policy directory; default: the one in force');
  return withDeployment(command).action(async ({ replay }) => {
    if (replay === undefined) refuseOptions(command, ['against'], 'needs --replay');
    await (replay === undefined ? verifyLogs(command) : replayEntry(command));
  });
}

async function verifyLogs(command: Command): Promise<void> {
  const { withAuditLog, withOutsideLog } = await import('../../audit/access.js');
  const { runAuditVerify } = await import('../../audit/auditVerify.js');
  const { readVerifierKeys } = await import('../../audit/trustedHeads.js');
  const { keysForVerifying, withoutBodies } = await import('../../audit/openBodies.js');
  const { waitOut } = await import('../../../storage/pool/waitOut.js');
  const { log, trust = [], since = [], bodies, key = [] } = command.opts();
  const verifierKeys = readVerifierKeys(key);
  const open = verifierKeys.length > 0 ? withOutsideLog : withAuditLog;
  const { settings } = settingsOf(command);
  const { operator, json } = await statedBy(command);
  const verify = async (access: OutsideAccess, context?: CommandContext): Promise<number> => {
    const opensBodies = context && (since.length === 0 || bodies === true);
    const opened = opensBodies
      ? await keysForVerifying(settings, context, { operator, log })
      : { keys: withoutBodies(access.keys) };
    const asked = { ...access, ...opened, log, trust, since, verifierKeys, json, out: console.log };
    return await waitOut(() => runAuditVerify(asked), access.waiting);
  };
  process.exitCode = await open(settings, verify, { waits: true });
}

async function replayEntry(command: Command): Promise<void> {
  const { keysForVerifying } = await import('../../audit/openBodies.js');
  const { readPolicyToTry, runAuditReplay } = await import('../../audit/replay/auditReplay.js');
  const { waitOut } = await import('../../../storage/pool/waitOut.js');
  const { replay: index, against } = command.opts();
  const other = against === undefined ? null : readPolicyToTry(against);
  const replayIn = async ({ pool, settings, context, operator, json, out, waiting }: LogAccess): Promise<number> => {
    const { log = settings.logId } = command.opts();
    const { policy } = context;
    const replayed = { index, policyVersion: (other ?? policy).version };
    const opened = await keysForVerifying(settings, context, { operator, log, replayed });
    return await waitOut(() => runAuditReplay({ pool, opened, policy, other, log, index, json, out }), waiting);
  };
  await withLog(command, replayIn, { waits: true });
}

function proveCommand(): Command {
  const command = withPeriod(
    new Command('prove')
      .description('print a checked inclusion proof of an entry, with the bytes that it proves; or a proof of absence')
      .option('--index <n>', 'position of the entry, from 0', toIndex)
      .addOption(
        new Option(
          '--absent <entity>',
          'prove instead that no entry of an indexed month, or between two heads, named this public id or number',
        ).conflicts('index'),
      )
      .option('--output <file>', 'with --absent: a new file; default: standard output'),
  );
  return withDeployment(command).action(async ({ absent: entity, index }) => {
    if (entity === undefined) {
      requireOptions(command, ['index'], 'to name an entry, or --absent to name an entity');
      refuseOptions(command, ['month', 'between', 'output'], 'needs --absent');
      const { runAuditProve } = await import('../../audit/auditProve.js');
      return await withLog(command, (access) => {
        const { log = access.settings.logId } = command.opts();
        return runAuditProve({ ...access, log, index, out: console.log });
      });
    }
    expectVerdict();
    const { runAuditAbsence } = await import('../../audit/outside/auditAbsence.js');
    await withIndex(command, (options) =>
      runAuditAbsence({ ...options, entity, ...givenOf(command, 'output'), out: console.log }),
    );
  });
}

const ofEntries = ['from', 'to', 'agency', 'output'];

function exportCommand(): Command {
  const command = new Command('export')
    .description(
      'write what others verify the log by, without our keys: entries between two signed heads, keys, or heads',
    )
    .option('--from <time>', 'entries from this day or instant on, UTC; default: from the first')
    .option('--to <time>', 'entries before this day or instant, UTC; default: all that are signed')
    .option('--agency <id>', 'show the headers of this agency alone; default: those of all')
    .option('--log <id>', 'the log; default: the one that this instance writes, or for keys and heads all logs')
    .option('--output <file>', 'a new file; default: standard output')
    .addOption(
      new Option('--public-keys', 'print instead the public keys that verify checkpoints').conflicts(ofEntries),
    )
    .addOption(
      new Option('--checkpoints', 'print instead the newest signed heads, as notes to keep elsewhere').conflicts([
        ...ofEntries,
        'publicKeys',
      ]),
    );
  return withDeployment(command).action(async ({ publicKeys, checkpoints, log }) => {
    if (publicKeys) {
      const { runAuditKey } = await import('../../audit/auditKey.js');
      await runAuditKey(settingsOf(command).settings, { log, ...(await statedBy(command)) });
    } else if (checkpoints) {
      const { runAuditCheckpoint } = await import('../../audit/auditAdopt.js');
      await withLog(command, (access) => runAuditCheckpoint({ ...access, log, out: console.log }));
    } else await exportEntries(command);
  });
}

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
  const toLogId = textOfForm(/^[a-z0-9-]{1,40}$/, 'Small letters, digits and hyphens, 40 at most, as for --log-id.');
  const command = new Command('adopt')
    .description('let a log whose head file is lost be written again, or a new log follow one that lost entries')
    .option('--checkpoint <note>', 'the signed head that you trust: its file, or - for standard input', collect)
    .option('--new-log <id>', 'the log that follows those of this instance, which are never written again', toLogId);
  return withDeployment(command).action(async ({ checkpoint: checkpoints = [], newLog }) => {
    const { runAuditAdopt } = await import('../../audit/auditAdopt.js');
    await runAuditAdopt(settingsOf(command).settings, { ...(await statedBy(command)), checkpoints, newLog });
  });
}
