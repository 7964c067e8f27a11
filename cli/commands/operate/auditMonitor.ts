import { Command } from 'commander';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

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
    .option(
      '--key <key>',
      'in its place the key of one log, as portcullis audit key prints it where the log is written',
    )
    .option('--url <url>', 'with --key: where the files of that log are, https://.../log/main')
    .option('--state <dir>', 'folder of the heads that this monitor keeps', './monitor')
    .option('--token <file>', 'file with the token that the files are read by')
    .option(
      '--witness <dir>',
      'in its place the data directory of a witness of the trust file of the server: its key signs',
    )
    .option('--json', 'print one JSON object');
  command.action(async () => {
    const { policy, key, url, state, token, witness, json } = command.opts();
    // Why not 1 for a slip of the pen: who is woken by it would look for a log that is broken.
    await answering(json === true, async () => {
      const { runAuditMonitor } = await import('../../operate/outside/auditMonitor.js');
      const stated = { policy, key, url, state, token, witness };
      process.exitCode = await runAuditMonitor({ ...stated, json: json === true, out: printLine });
    });
  });
  return command;
}
