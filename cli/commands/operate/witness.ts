import { Command, InvalidArgumentError } from 'commander';
import { settingsOf, withSettings } from '../../options.js';

/** `portcullis witness`: cosigns the heads of logs, with a data directory and a key of its own. */
export function witnessCommand(): Command {
  const command = new Command('witness')
    .description('cosign the heads of logs (C2SP tlog-witness), on a machine of its own, with a key of its own')
    .option('--logs <file>', 'trust file (C2SP tlog-policy) whose `log` lines are cosigned for')
    .option('--data <dir>', 'data directory of the witness: its key, and the last head of each log', './witness')
    .option('--name <name>', 'name of its key, stated at the first start; default: a random one')
    .option('--host <address>', 'address to listen on; off this machine it needs TLS', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 takes a free one', toPort, 4600);
  withSettings(command, ['tlsCert', 'tlsKey', 'logLevel']).action(async () => {
    const { runWitness } = await import('../../witness/runWitness.js');
    const { logs, data, name, host, port } = command.opts();
    // Why here: what an option demands it would demand of `witness key` too.
    if (logs === undefined) command.error("error: required option '--logs <file>' not specified");
    const { tlsCert: cert, tlsKey: key, logLevel } = settingsOf(command).settings;
    const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
    await runWitness({ logs, data, name, host, port, tls, logLevel });
  });
  command.addCommand(keyCommand());
  return command;
}

function keyCommand(): Command {
  const command = new Command('key').description(
    'print the public key of the witness in --data, for the trust files of logs and auditors',
  );
  return command.action(async () => {
    const { readWitnessKey } = await import('../../witness/witnessKey.js');
    console.log(readWitnessKey(command.optsWithGlobals().data).text);
  });
}

function toPort(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('A port, from 0 to 65535.');
}
