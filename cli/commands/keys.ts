import { Command, Option } from 'commander';
import type { Settings } from '../config.js';
import { settingsOf, statedBy } from '../options.js';
import type { Output } from '../output/printLine.js';
import { textOfForm } from './arguments.js';
import { collect, refuseOptions, requireOptions, withDeployment } from './command.js';

/** `portcullis keys`: what each key of the deployment is for; rotates one, rewraps and renews the log's keys. */
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
    )
    .option('--forget', 'with --rewrap: forget the earlier keys, so that no older backup of the log opens')
    .addOption(
      new Option(
        '--renew',
        'for a nightly timer: rewrap, forget old keys of the log, and make a new one, each in its time; repeat it if it was stopped',
      ).conflicts(['rotate', 'rewrap']),
    )
    .addOption(days('--every <period>', 'with --renew: make a new key after these days', 1))
    .addOption(days('--keep <period>', 'with --renew: forget a key these days after it was replaced', 7))
    .option(
      '--copies <folder>',
      'with --renew: first copy the keys of log entries beside the backups of that folder; where that fails, none is forgotten',
    )
    .addOption(
      new Option('--export <file>', 'write all keys into a file that only the recipients can open').conflicts(others),
    )
    .option('--to <recipient>', 'with --export: a public key of age (age1...); repeatable', collect)
    .addOption(
      new Option('--import <file>', 'write the keys of such a file into an empty keys directory').conflicts(others),
    )
    .option('--identity <file>', 'with --import: file of the secret key of a recipient');
  return withDeployment(command).action(
    async ({ rotate: name, rewrap: isRewrapped, renew: isRenewed, export: to, import: from, ...options }) => {
      const { settings } = settingsOf(command);
      const stated = await statedBy(command);
      if (to !== undefined || from !== undefined) return await moveKeys(command, settings, stated);
      refuseOptions(command, ['to', 'identity'], 'needs --export or --import');
      if (!isRewrapped) refuseOptions(command, ['forget'], 'needs --rewrap');
      if (!isRenewed) refuseOptions(command, ['every', 'keep', 'copies'], 'needs --renew');
      if (isRewrapped || isRenewed) {
        const { every, keep, forget, copies } = options;
        const renews = isRenewed ? { every, keep } : undefined;
        const { rewrap } = await import('../keys/rewrapKeys.js');
        return await rewrap(settings, { ...stated, renews, copies, forgets: forget === true, progress: console.error });
      }
      const { printKeys, rotate } = await import('../keys/keys.js');
      if (name === undefined) printKeys(settings, stated.json);
      else await rotate(settings, name, stated.operator);
    },
  );
}

/** What moves no key. */
const others = ['rotate', 'rewrap', 'renew'];

const days = (flags: string, description: string, usual: number): Option =>
  new Option(flags, description).argParser(toDays).default(usual, `${usual}d`);

/** `7d` → 7. */
const toDays = (text: string): number => Number.parseInt(textOfForm(/^[1-9]\d{0,3}d$/, 'Days, e.g. 7d.')(text), 10);

async function moveKeys(command: Command, settings: Settings, stated: Output & { readonly operator: string }) {
  const { export: target, to, import: source, identity } = command.opts();
  const { exportKeys, importKeys } = await import('../keys/sealedKeys.js');
  if (target !== undefined) {
    requireOptions(command, ['to'], 'to export keys');
    refuseOptions(command, ['import', 'identity'], 'cannot be used with --export');
    return await exportKeys(settings, { ...stated, file: target, to });
  }
  requireOptions(command, ['identity'], 'to import keys');
  refuseOptions(command, ['to'], 'cannot be used with --import');
  await importKeys(settings, { json: stated.json, out: stated.out, file: source, identity });
}
