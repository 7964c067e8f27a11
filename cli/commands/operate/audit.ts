import { Command, InvalidArgumentError } from 'commander';
import { toIndex } from '../../arguments.js';
import type { Foundation } from '../../foundation.js';
import type { OutsideAccess } from '../../operate/audit.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import { printLine } from '../../printLine.js';
import { answeringBy1, calledRightly } from '../calledRightly.js';
import { auditAbsenceCommand, auditIndexCommand } from './auditAbsence.js';
import { auditExpireCommand } from './auditExpire.js';
import { auditExportCommand } from './auditExport.js';
import { auditHoldCommand, auditHoldsCommand } from './auditHold.js';
import { auditMonitorCommand } from './auditMonitor.js';

/** `portcullis audit`: verifies the audit log, proves that an entry is in it, prints its public keys, erases bodies. */
export function auditCommand(): Command {
  const command = new Command('audit').description(
    'verify the audit log, prove that an entry is in it, export it, print its keys and signed heads, let it go on',
  );
  command.addCommand(answeringBy1(verifyCommand()));
  command.addCommand(proveCommand());
  command.addCommand(answeringBy1(verifyProofCommand()));
  command.addCommand(auditMonitorCommand());
  command.addCommand(answeringBy1(certificateCommand()));
  command.addCommand(answeringBy1(replayCommand()));
  command.addCommand(auditExportCommand());
  command.addCommand(answeringBy1(auditIndexCommand()));
  command.addCommand(answeringBy1(auditAbsenceCommand()));
  command.addCommand(keyCommand());
  command.addCommand(checkpointCommand());
  command.addCommand(adoptCommand());
  command.addCommand(eraseCommand());
  command.addCommand(auditHoldCommand());
  command.addCommand(auditHoldsCommand());
  command.addCommand(auditExpireCommand());
  return calledRightly(command);
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
    .option('--operator <name>', 'who verifies, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog, withOutsideLog } = await import('../../operate/audit.js');
    const { runAuditVerify } = await import('../../operate/auditVerify.js');
    const { readVerifierKeys } = await import('../../operate/trustedHeads.js');
    const { keysForVerifying, withoutBodies } = await import('../../operate/openBodies.js');
    const { log, trust = [], since = [], bodies, key = [] } = command.opts();
    const verifierKeys = readVerifierKeys(key);
    const open = verifierKeys.length > 0 ? withOutsideLog : withAuditLog;
    const { settings } = settingsOf(command);
    const { operator, json } = await statedBy(command);
    const verifying = { operator, log };
    process.exitCode = await open(settings, async (access: OutsideAccess, foundation?: Foundation) => {
      const isOpened = foundation && (since.length === 0 || bodies === true);
      const opened = isOpened
        ? await keysForVerifying(settings, foundation, verifying)
        : { keys: withoutBodies(access.keys) };
      const stated = { log, trust, since, verifierKeys, json, out: console.log };
      return await runAuditVerify({ ...access, ...opened, ...stated });
    });
  });
}

function keyCommand(): Command {
  const command = new Command('key')
    .description('print the public keys of the logs, for anyone who verifies their checkpoints elsewhere')
    .option('--log <id>', 'this log only; by default those that this instance writes or has a head of')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { runAuditKey } = await import('../../operate/auditKey.js');
    const { log, json } = command.opts();
    const output = { json: json === true, out: console.log };
    await runAuditKey(settingsOf(command).settings, { log, ...output });
  });
}

function checkpointCommand(): Command {
  const command = new Command('checkpoint')
    .description('print the newest signed head of the logs, as notes to be kept elsewhere')
    .option('--log <id>', 'this log only; by default all logs in the database')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog } = await import('../../operate/audit.js');
    const { runAuditCheckpoint } = await import('../../operate/auditAdopt.js');
    const { log, json } = command.opts();
    process.exitCode = await withAuditLog(settingsOf(command).settings, ({ pool }) =>
      runAuditCheckpoint({ pool, log, json: json === true, out: console.log }),
    );
  });
}

function adoptCommand(): Command {
  const command = new Command('adopt')
    .description('let a log be written on whose head file is lost, or a new log go on for one that lost entries')
    .option('--checkpoint <note>', 'the signed head that you trust: its file, or - for standard input', collect)
    .option('--new-log <id>', 'the log that goes on for those of this instance, which are never written again', toLogId)
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print JSON');
  return withSettings(command, dataSettings).action(async () => {
    const { runAuditAdopt } = await import('../../operate/auditAdopt.js');
    const { checkpoint: checkpoints = [], newLog } = command.opts();
    await runAuditAdopt(settingsOf(command).settings, { ...(await statedBy(command)), checkpoints, newLog });
  });
}

function toLogId(text: string): string {
  if (/^[a-z0-9-]{1,40}$/.test(text)) return text;
  throw new InvalidArgumentError('Small letters, digits and hyphens, 40 at most, as for --log-id.');
}

function proveCommand(): Command {
  const command = new Command('prove')
    .description('print the inclusion proof of an entry, checked, with the bytes that it is over')
    .requiredOption('--index <n>', 'position of the entry, from 0', toIndex)
    .option('--log <id>', 'the log; by default the one that this instance writes')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog, runAuditProve } = await import('../../operate/audit.js');
    const { settings } = settingsOf(command);
    const { index, log, json } = command.opts();
    process.exitCode = await withAuditLog(settings, (access) =>
      runAuditProve({ ...access, log: log ?? settings.logId, index, json: json === true, out: console.log }),
    );
  });
}

function verifyProofCommand(): Command {
  const command = new Command('verify-proof')
    .description('verify files .tlog-proof offline: by a trust file, and without database, keys or network')
    .argument(
      '<files...>',
      'files of proofs, as /log/LOG/proof/INDEX.tlog-proof or auditProof gives them; - is standard input',
    )
    .requiredOption('--policy <file>', 'trust file (C2SP tlog-policy): the logs, the witnesses and their quorum')
    .option('--leaf <hash>', 'leaf hash that the receipt states, hex; by default the one of the file')
    .option('--json', 'print one JSON object');
  return command.action(async (files: readonly string[]) => {
    const { runAuditVerifyProof } = await import('../../operate/outside/auditVerifyProof.js');
    const { policy, leaf, json } = command.opts();
    process.exitCode = await runAuditVerifyProof(files, { policy, leaf, json: json === true, out: printLine });
  });
}

function certificateCommand(): Command {
  const command = new Command('certificate')
    .description('hold certificates of a screening to the log: each member of one, and that no record was disclosed')
    .argument('<files...>', 'files that portcullis screen --certificate wrote')
    .option('--operator <name>', 'who verifies, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON array');
  return withSettings(command, dataSettings).action(async (files: readonly string[]) => {
    const { withAuditLog } = await import('../../operate/audit.js');
    const { runAuditCertificate } = await import('../../operate/certificate/auditCertificate.js');
    const { keysForVerifying } = await import('../../operate/openBodies.js');
    const { settings } = settingsOf(command);
    const { operator, json } = await statedBy(command);
    process.exitCode = await withAuditLog(settings, async (access, foundation) => {
      const opened = await keysForVerifying(settings, foundation, { operator, log: undefined });
      return await runAuditCertificate({ ...access, opened, files, json, out: console.log });
    });
  });
}

function replayCommand(): Command {
  const command = new Command('replay')
    .description(
      'decide an entry again, by the policy of then or by another one, and say which decisions come out otherwise',
    )
    .requiredOption('--index <n>', 'position of the entry, from 0', toIndex)
    .option('--log <id>', 'the log; by default the one that this instance writes')
    .option(
      '--against <directory>',
      'policy files to decide by; by default the policy of this deployment, if it is that of then',
    )
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { withAuditLog } = await import('../../operate/audit.js');
    const { keysForVerifying } = await import('../../operate/openBodies.js');
    const { readPolicyToTry, runAuditReplay } = await import('../../operate/replay/auditReplay.js');
    const { settings } = settingsOf(command);
    const { index, log = settings.logId, against } = command.opts();
    const other = against === undefined ? null : readPolicyToTry(against);
    const { operator, json, out } = await statedBy(command);
    process.exitCode = await withAuditLog(settings, async ({ pool }, foundation) => {
      const replayed = { index, policyVersion: (other ?? foundation.policy).version };
      const opened = await keysForVerifying(settings, foundation, { operator, log, replayed });
      return await runAuditReplay({ pool, opened, policy: foundation.policy, other, log, index, json, out });
    });
  });
}

function eraseCommand(): Command {
  const command = new Command('erase')
    .description(
      'destroy the keys of entries, so that nobody reads their bodies again; proofs stand, and an entry says who and why',
    )
    .requiredOption('--log <id>', 'the log that the entries stand in')
    .requiredOption('--index <entries>', 'their positions, from 0: 7,9,12-20')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { parseSpans, runAuditErase } = await import('../../operate/retention/auditErase.js');
    const { log, index, reason } = command.opts();
    const spans = parseSpans(index);
    await runAuditErase(settingsOf(command).settings, { ...(await statedBy(command)), log, spans, reason });
  });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
