import { Command, InvalidArgumentError, Option } from 'commander';
import { classifications, purposes, roles } from '../../../policy/types.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis token`: a development token on the last line of standard output. */
export function tokenCommand(): Command {
  const command = new Command('token')
    .description(
      'mint a development token with the key of the data directory; good on loopback only, and in the audit log first',
    )
    .requiredOption('--agency <id>', 'agency of agencies.yaml, e.g. NL-CUSTOMS')
    .addOption(new Option('--role <role>', 'role of the viewer').choices([...roles]).default('ANALYST'))
    .option('--subject <subject>', 'pseudonymous id of the viewer', 'local-analyst')
    .addOption(
      new Option('--clearance <level>', 'clearance; default: the highest of the agency').choices([...classifications]),
    )
    .addOption(
      new Option(
        '--purpose <purpose...>',
        'purposes that the token is good for; default: all of agency and role',
      ).choices([...purposes]),
    )
    .option('--operator <name>', 'who asks for it, for the audit log; default: the user of the system')
    .option('--ttl <duration>', 'life of the token: 30m, 1h, 7d', parseDuration, 3600);
  return withSettings(command, [...dataSettings, 'audience']).action(async () => {
    const { mintToken } = await import('../../operate/mintToken.js');
    const { agency, role, subject, clearance, purpose, ttl } = command.opts();
    const { settings } = settingsOf(command);
    const request = { agency, role, subject, clearance, purposes: purpose, ttlSeconds: ttl };
    console.log(await mintToken(settings, request, (await statedBy(command)).operator));
  });
}

/** Seconds of `45s`, `30m`, `1h`, `7d`. */
function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''];
  if (!amount || !seconds || Number(amount) === 0) throw new InvalidArgumentError('Write 45s, 30m, 1h or 7d.');
  return Number(amount) * seconds;
}
