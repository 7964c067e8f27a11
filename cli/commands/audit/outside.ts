import { Command, InvalidArgumentError } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { printLine } from '../../output/printLine.js';
import { requireOptions, withDeployment, withJson } from '../command.js';
import { withLog } from './withLog.js';

/** `portcullis audit verify-file`: what somebody was given of the log; the file says itself what it is. */
export function auditVerifyFileCommand(): Command {
  const command = new Command('verify-file')
    .description('verify files that were made of the log: proofs of entries offline, certificates by the log itself')
    .argument('<files...>', '.tlog-proof, or a certificate that portcullis screen wrote; - is standard input')
    .option('--policy <file>', 'of proofs: trust file (C2SP tlog-policy): the logs, the witnesses and their quorum')
    .option('--leaf <hash>', 'of proofs: leaf hash that the receipt states, hex; by default the one of the file');
  return withDeployment(command).action(async (names: readonly string[], { policy, leaf, json }) => {
    const { readFiles } = await import('../../audit/outside/readFiles.js');
    const { proofs, certificates } = readFiles(names);
    let code = 0;
    if (proofs.length > 0) {
      requireOptions(command, ['policy'], `to verify ${proofs[0]?.file}, which is read as a proof`);
      const { runAuditVerifyProof } = await import('../../audit/outside/auditVerifyProof.js');
      code = await runAuditVerifyProof(proofs, { policy, leaf, json: json === true, out: printLine });
    }
    process.exitCode = code;
    if (certificates.length === 0) return;
    const { runAuditCertificate } = await import('../../audit/certificate/auditCertificate.js');
    const { keysForVerifying } = await import('../../audit/openBodies.js');
    await withLog(command, async (access) => {
      const { settings, context, operator } = access;
      const opened = await keysForVerifying(settings, context, { operator, log: undefined });
      const found = await runAuditCertificate({ ...access, opened, files: certificates });
      return code === 0 ? found : code;
    });
  });
}

/** `portcullis audit monitor`: a log looked at from outside, now and then. */
export function auditMonitorCommand(): Command {
  const command = new Command('monitor')
    .description(
      'look at logs from outside, by keys of your own: that each only grew since the last look, and has one story',
    )
    .option(
      '--policy <file>',
      'trust file (C2SP tlog-policy): each log with the URL of its files, the witnesses, their quorum',
    )
    .option('--key <key>', 'in its place the key of one log, as portcullis audit export --keys prints it')
    .option('--url <url>', 'with --key: where the files of that log are, https://.../log/main')
    .option('--state <dir>', 'folder of the heads that this monitor keeps', './monitor')
    .option('--token <file>', 'file with the token that the files are read by')
    .option(
      '--witness <dir>',
      'in its place the data directory of a witness of the trust file of the server: its key signs',
    );
  return withJson(command).action(async ({ json, ...stated }) => {
    const { runAuditMonitor } = await import('../../audit/outside/auditMonitor.js');
    process.exitCode = await runAuditMonitor({ ...stated, json: json === true, out: printLine });
  });
}

/** `portcullis audit witness`: cosigns the heads of logs, with a data directory and a key of its own. */
export function auditWitnessCommand(): Command {
  const command = new Command('witness')
    .description('cosign the heads of logs (C2SP tlog-witness), on a machine of its own, with a key of its own')
    .option('--logs <file>', 'trust file (C2SP tlog-policy) whose `log` lines are cosigned for')
    .option('--data <dir>', 'data directory of the witness: its key, and the last head of each log', './witness')
    .option('--name <name>', 'name of its key, stated at the first start; default: a random one')
    .option('--host <address>', 'address to listen on; off this machine it needs TLS', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 takes a free one', toPort, 4600)
    .option('--print-key', 'print instead the public key of the witness in --data, for trust files');
  return withSettings(command, ['tlsCert', 'tlsKey', 'logLevel']).action(async (given) => {
    const { logs, data, name, host, port, printKey } = given;
    if (printKey) {
      const { readWitnessKey } = await import('../../witness/witnessKey.js');
      console.log(readWitnessKey(data).text);
      return;
    }
    requireOptions(command, ['logs'], 'to know whose heads to cosign');
    const { runWitness } = await import('../../witness/runWitness.js');
    const { tlsCert: cert, tlsKey: key, logLevel } = settingsOf(command).settings;
    const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
    await runWitness({ logs, data, name, host, port, tls, logLevel });
  });
}

function toPort(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('A port, from 0 to 65535.');
}
