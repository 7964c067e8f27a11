import { Command, Option } from 'commander';
import { settingsOf, statedBy } from '../options.js';
import { withDeployment } from './command.js';

/** `portcullis keys`: what each key of the deployment is for; rotates one, and rewraps the log's keys. */
export function keysCommand(): Command {
  const command = new Command('keys')
    .description(
      'list every key by name, with its fingerprint and what losing it costs, never the key itself; or rotate one',
    )
    .option('--rotate <name>', 'make a new key of that name; the old one still reads what it wrote')
    .addOption(
      new Option(
        '--rewrap',
        'after --rotate auditSeal, rewrap the keys of the log under the new key; repeat it if it was stopped',
      ).conflicts('rotate'),
    );
  return withDeployment(command).action(async ({ rotate: name, rewrap: isRewrapped }) => {
    const { settings } = settingsOf(command);
    const stated = await statedBy(command);
    if (isRewrapped) {
      const { rewrap } = await import('../keys/rewrapKeys.js');
      return await rewrap(settings, { ...stated, progress: console.error });
    }
    const { printKeys, rotate } = await import('../keys/keys.js');
    if (name === undefined) printKeys(settings, stated.json);
    else await rotate(settings, name, stated.operator);
  });
}
