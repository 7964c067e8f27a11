import { Command } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { printLine } from '../../output/printLine.js';
import { wholeNumber } from '../arguments.js';
import { requireOptions, withDeployment, withJson, withLog } from '../command.js';

/** `portcullis audit verify-file`: verifies what somebody was given of the log; each file says itself what it is. */
export function auditVerifyFileCommand(): Command {
  const command = new Command('verify-file')
    .description(
      'verify files made from the log: proofs of entries offline, certificates, exports and letters to persons against the log itself',
    )
    .argument(
      '<files...>',
      '.tlog-proof, a certificate of portcullis screen, an export, or a letter of portcullis subject, its letter.html beside it; - is standard input',
    )
    .option(
      '--policy <file>',
      'for proofs: trust file (C2SP tlog-policy) with the logs, the witnesses and their quorum',
    )
    .option('--leaf <hash>', 'for proofs: leaf hash stated by the receipt, hex; default: the one in the file')
    .option(
      '--receipt <file>',
      'for one export: its receipt, the answer to GET /export/ID/receipt; ftm has no other end',
    )
    .option('--whole', 'for exports: only whether the file is whole, without the log');
  return withDeployment(command).action(async (names: readonly string[], { policy, leaf, receipt, whole, json }) => {
    const { readExports } = await import('../../audit/exports/readExports.js');
    const { exports, others } = await readExports(names, receipt);
    const { readFiles } = await import('../../audit/readText.js');
    const { proofs, certificates, letters } = readFiles(others);
    let code = 0;
    const output = { json: json === true, out: printLine };
    const { runAuditExports } = await import('../../audit/exports/auditExports.js');
    if (exports.length > 0 && whole) code = await runAuditExports(exports, { ...output, compared: null });
    if (proofs.length > 0) {
      requireOptions(
        command,
        ['policy'],
        `to verify ${proofs[0]?.file}: no export, no certificate, so read as a proof`,
      );
      const { runAuditVerifyProof } = await import('../../audit/outside/auditVerifyProof.js');
      code = Math.max(code, runAuditVerifyProof(proofs, { policy, leaf, ...output }));
    }
    process.exitCode = code;
    const compared = whole ? [] : exports;
    if (certificates.length + letters.length + compared.length === 0) return;
    const { runAuditCertificate } = await import('../../audit/certificate/auditCertificate.js');
    const { keysForVerifying } = await import('../../audit/openBodies.js');
    await withLog(command, async (access) => {
      const { settings, context, operator } = access;
      const opened = await keysForVerifying(settings, context, { operator, log: undefined });
      const ofExports =
        compared.length === 0 ? 0 : await runAuditExports(compared, { ...output, compared: { ...access, opened } });
      const ofCertificates =
        certificates.length === 0 ? 0 : await runAuditCertificate({ ...access, opened, files: certificates });
      const { runAuditLetters } = await import('../../audit/letters/auditLetters.js');
      const ofLetters =
        letters.length === 0 ? 0 : await runAuditLetters(letters, { ...output, compared: { ...access, opened } });
      return code || ofExports || ofCertificates || ofLetters;
    });
  });
}

/** `portcullis audit monitor`: looks at logs from outside. */
export function auditMonitorCommand(): Command {
  const command = new Command('monitor')
    .description(
      'check logs from outside, with your own keys: each only grew since the last look, and is the same for all',
    )
    .option('--policy <file>', 'trust file (C2SP tlog-policy): each log with the URL of its files, witnesses, quorum')
    .option('--key <key>', 'instead the key of one log, as portcullis audit export --public-keys prints it')
    .option('--url <url>', 'with --key: where the files of that log are, https://.../log/main')
    .option('--state <dir>', 'folder of the heads that this monitor keeps', './monitor')
    .option('--token <file>', 'file with the token to read the files with')
    .option('--witness <dir>', "instead the data directory of a witness in the server's trust file: its key signs");
  return withJson(command).action(async ({ json, ...stated }) => {
    const { runAuditMonitor } = await import('../../audit/outside/auditMonitor.js');
    process.exitCode = await runAuditMonitor({ ...stated, json: json === true, out: printLine });
  });
}

/** `portcullis audit witness`: cosigns the heads of logs, with a data directory and a key of its own. */
export function auditWitnessCommand(): Command {
  const command = new Command('witness')
    .description('cosign the heads of logs (C2SP tlog-witness), on a machine of its own, with a key of its own')
    .option('--logs <file>', 'trust file (C2SP tlog-policy): heads of its `log` lines are cosigned')
    .option('--data <dir>', 'data directory of the witness: its key, and the last head of each log', './witness')
    .option('--name <name>', 'name of its key, set at the first start; default: a random one')
    .option('--host <address>', 'address to listen on; other than loopback it needs TLS', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 4600)
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
