import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { classifications, purposes, roles } from '../../policy/types.js';
import { type SourceName, sourceNames } from '../../schema/sources.js';
import {
  dataSettings,
  listenerSettings,
  nightlySettings,
  remoteSettings,
  settingsOf,
  statedBy,
  withSettings,
} from '../options.js';
import type { Output } from '../output/printLine.js';
import { type Settings, writtenNames } from '../settings/registry.js';
import { refuseOptions, verdictCommand, withDeployment, withJson } from './command.js';

/** `portcullis start`: everything in this process, ready for the first question. */
export function startCommand(): Command {
  const command = new Command('start').description('start PostgreSQL, all sources and the gateway in this process');
  withSettings(command, [...dataSettings, ...listenerSettings, ...nightlySettings, 'demo', 'seed']);
  return command.action(async () => {
    const { start } = await import('../serve/start.js');
    await start(settingsOf(command).settings);
  });
}

const consoleSettings = ['console', 'consoleIssuer', 'consoleClientId', 'consoleResource'] as const;

/** Options that only one kind of server takes: everything together, the gateway, or one source. */
const ownOptions = {
  everything: [...nightlySettings, ...consoleSettings, 'workers', 'demo', 'seed'],
  gateway: ['subgraph', 'supergraph', 'policy', ...remoteSettings, ...consoleSettings, 'auditIndexAt', 'workers'],
  source: ['standAlone'],
} as const;

/** `portcullis serve`: everything in several processes that share one port, the gateway alone, or one source. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('serve everything in several processes on one port, or the gateway alone, or one source')
    .addArgument(
      new Argument('[what]', 'the gateway in front of remote sources, or one source for a gateway elsewhere').choices([
        'gateway',
        ...sourceNames,
      ]),
    )
    .option('--subgraph <name=url>', 'for the gateway: a remote source; repeatable', collectSubgraph)
    .option(
      '--supergraph <file>',
      'for the gateway: serve this supergraph of foreign sources, under coordinates.yaml of --policy-dir',
    )
    .option(
      '--policy <policy>',
      '`permissive`, with --supergraph: authenticated and audited, every field FULL; never in production',
    )
    .option(
      '--stand-alone',
      'for a source behind a foreign router: it takes the token and purpose of the viewer, and writes its own log',
    );
  withSettings(command, [
    ...new Set([...dataSettings, ...listenerSettings, ...nightlySettings, ...remoteSettings]),
    ...(['workers', 'demo', 'seed'] as const),
  ]);
  return command.action(async (what: 'gateway' | SourceName | undefined) => {
    const own: readonly string[] = ownOptions[what === undefined ? 'everything' : what === 'gateway' ? what : 'source'];
    const others = Object.values(ownOptions).flat();
    refuseOptions(
      command,
      others.filter((name) => !own.includes(name)),
      `is not for serving ${what ?? 'everything'}`,
    );
    const { settings } = settingsOf(command);
    const { subgraph: subgraphs = new Map(), supergraph, policy, standAlone } = command.opts();
    if (what === undefined) await (await import('../serve/serve.js')).serve(settings);
    else if (what === 'gateway') {
      const { startRemoteGateway } = await import('../serve/startGateway.js');
      await startRemoteGateway(settings, { subgraphs, supergraph, policy });
    } else {
      const { startSubgraph } = await import('../serve/startSubgraph.js');
      await startSubgraph(what, settings, { standAlone: standAlone === true });
    }
  });
}

function collectSubgraph(text: string, known = new Map<SourceName, string>()): Map<SourceName, string> {
  const [name = '', ...rest] = text.split('=');
  const url = rest.join('=');
  if (!sourceNames.some((source) => source === name))
    throw new InvalidArgumentError(`Name one of ${sourceNames.join(', ')}.`);
  if (!URL.canParse(url)) throw new InvalidArgumentError(`${name} needs a URL.`);
  return known.set(name as SourceName, url);
}

/** `portcullis demo`: one question, three agencies, three answers, and the auditor who sees it. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .description('play the demonstration: three agencies ask the same question, then an auditor checks the proof')
    .option('--url <url>', 'GraphQL endpoint of a gateway with the same keys and database; default: in this process');
  withSettings(withJson(command), [...dataSettings, ...listenerSettings, 'seed']);
  return command.action(async ({ url, json }) => {
    const { playDemo } = await import('../demo/play.js');
    const { settings } = settingsOf(command);
    const report = await playDemo({ settings, ...(url ? { url } : {}), json: json === true });
    if (!report.ok) process.exitCode = 1;
  });
}

/** `portcullis doctor`: what is wrong with a deployment, and what to type. */
export function doctorCommand(): Command {
  return lookCommand(
    'doctor',
    'say what is wrong with a deployment and what to type; exit code 1: warnings, 2: faults. Beside what runs, changing nothing',
    async (...looked) => (await import('../doctor/doctor.js')).runDoctor(...looked),
  );
}

/** `portcullis upgrade --check`: what this version would do to the deployment of another. */
export function upgradeCommand(): Command {
  return lookCommand(
    'upgrade',
    'say what this version would do to a deployment that another one serves; exit code 1: something stands in the way',
    async (...looked) => (await import('../doctor/upgrade.js')).checkUpgrade(...looked),
  ).requiredOption(
    '--check',
    'only look, and change nothing: whatever is started first brings the database up to date',
  );
}

function lookCommand(
  name: string,
  description: string,
  look: (output: Output, read: () => Settings) => Promise<number>,
): Command {
  const command = verdictCommand(name, description, async (output) => {
    const code = await look(output, () => settingsOf(command).settings);
    // A server that does not answer would keep the process.
    setTimeout(() => process.exit(), 500).unref();
    return code;
  });
  return withSettings(command, writtenNames);
}

/** `portcullis token`: a development token on the last line of standard output. */
export function tokenCommand(): Command {
  const command = new Command('token')
    .description(
      'mint a development token with the key of the data directory; valid on loopback only, and logged first',
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
        'purposes that the token is valid for; default: all of agency and role',
      ).choices([...purposes]),
    )
    .option('--ttl <duration>', 'lifetime of the token: 30m, 1h, 7d', parseDuration, 3600);
  return withDeployment(command, ['audience']).action(async ({ agency, role, subject, clearance, purpose, ttl }) => {
    const { mintToken } = await import('../keys/mintToken.js');
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
