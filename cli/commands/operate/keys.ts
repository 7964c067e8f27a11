import { Argument, Command } from 'commander';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis keys list|rotate|rewrap`. */
export function keysCommand(): Command {
  const command = new Command('keys').description(
    'the keys of the deployment: what each is for, and what losing it costs',
  );
  const list = new Command('list')
    .description('print every key by name, with its fingerprint and what losing it costs; never a key')
    .option('--json', 'print one JSON object');
  withSettings(list, dataSettings).action(async () => {
    const { printKeys } = await import('../../operate/keys/keys.js');
    printKeys(settingsOf(list).settings, Boolean(list.opts().json));
  });
  const rotate = new Command('rotate')
    .description('make a new key of that name; the old one goes on reading what it wrote')
    .addArgument(new Argument('<name>', 'name of the key, as `keys list` prints it'))
    .option('--operator <name>', 'who does it, for the audit log; default: the user of the system');
  withSettings(rotate, dataSettings).action(async (name: string) => {
    const { rotate: rotateNow } = await import('../../operate/keys/keys.js');
    await rotateNow(settingsOf(rotate).settings, name, (await statedBy(rotate)).operator);
  });
  return command.addCommand(list).addCommand(rotate).addCommand(rewrapCommand());
}

function rewrapCommand(): Command {
  const command = new Command('rewrap')
    .description('after `rotate auditSeal`, wrap the keys of the log under the new key; as often as it is stopped')
    .option('--operator <name>', 'who does it, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { rewrap } = await import('../../operate/keys/rewrapKeys.js');
    await rewrap(settingsOf(command).settings, { ...(await statedBy(command)), progress: console.error });
  });
}
