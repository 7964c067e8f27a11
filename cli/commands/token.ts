import { Command, InvalidArgumentError, Option } from 'commander';
import { classifications, purposes, roles } from '../../policy/types.js';
import { settingsOf, statedBy } from '../options.js';
import { withDeployment } from './command.js';

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
    .option('--ttl <duration>', 'life of the token: 30m, 1h, 7d', parseDuration, 3600);
  return withDeployment(command, ['audience']).action(async ({ agency, role, subject, clearance, purpose, ttl }) => {
    const { mintToken } = await import('../operate/mintToken.js');
    const request = { agency, role, subject, clearance, purposes: purpose, ttlSeconds: ttl };
    const { operator, json } = await statedBy(command);
    const token = await mintToken(settingsOf(command).settings, request, operator);
    console.log(json ? JSON.stringify({ token }) : token);
  });
}

/** Seconds of `45s`, `30m`, `1h`, `7d`. */
function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''];
  if (!amount || !seconds || Number(amount) === 0) throw new InvalidArgumentError('Write 45s, 30m, 1h or 7d.');
  return Number(amount) * seconds;
}
