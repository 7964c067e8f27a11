import { Command, InvalidArgumentError, Option } from 'commander';
import { purposes } from '../../policy/types.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../options.js';
import { printLine } from '../output/printLine.js';
import { expectVerdict, refuseOptions, requireOptions, withDeployment, withJson, withUsageErrors } from './command.js';

/** The options of each action, beside those of all. */
const ownOptions = {
  list: [],
  show: [],
  revoke: ['revoke'],
  register: ['register', 'purpose', 'expires', 'supergraph'],
  check: ['check', 'purpose', 'against', 'supergraph', 'served', 'as'],
} as const;

/** `portcullis documents`: the documents that partner systems may run. */
export function documentsCommand(): Command {
  const command = new Command('documents')
    .description('list the documents that partner systems may run by their id; show, register, revoke or check them')
    .argument('[what...]', 'id of a document to show, sha256:...; with --check files, one document each')
    .option('--agency <id>', 'agency whose systems may run it; in the list: of this agency only')
    .option('--register <file>', "check a document against the agency's view and register it; prints its id")
    .addOption(
      new Option('--purpose <purpose>', 'with --register, or --check of files: what it is run for').choices([
        ...purposes,
      ]),
    )
    .option('--expires <instant>', 'with --register: UTC instant from which it may not be run, 2027-01-01T00:00:00Z')
    .option('--revoke', 'take the document out of use; it stays in the register')
    .option('--check', 'say what documents lose under a future policy or schema')
    .option('--against <directory>', 'with --check: the future policy; default: the present one')
    .option('--supergraph <file>', 'the supergraph that is served, if foreign; with --check: the future one')
    .option(
      '--served <file>',
      "with --check: the supergraph that is served; default: the product's, or --supergraph if foreign",
    )
    .option('--as <agency...>', 'with --check: of these agencies; default: of all');
  return withUsageErrors(
    withDeployment(command).action(async (what: readonly string[], options) => {
      const chosen = (['register', 'check', 'revoke'] as const).find((name) => options[name] !== undefined);
      const action = chosen ?? (what.length > 0 ? 'show' : 'list');
      const own: readonly string[] = ownOptions[action];
      const others = Object.values(ownOptions).flat();
      refuseOptions(
        command,
        others.filter((name) => !own.includes(name)),
        chosen ? `cannot be used with --${chosen}` : 'needs --register or --check',
      );
      if (action === 'register') requireOptions(command, ['agency', 'purpose'], 'to register a document');
      if (action === 'show' || action === 'revoke') requireOptions(command, ['agency'], 'to name a document');
      if (action === 'check') expectVerdict();
      await run(command, action, what);
    }),
  );
}

async function run(command: Command, action: keyof typeof ownOptions, what: readonly string[]): Promise<void> {
  const { settings } = settingsOf(command);
  const stated = await statedBy(command);
  const { agency, purpose, register: file, expires: expiresAt, supergraph, against, served, as } = command.opts();
  if (action === 'check') {
    const { checkDocuments } = await import('../documents/check.js');
    const asked = { against, supergraph, served, agencies: as ?? [], purpose, files: what, ...stated };
    process.exitCode = await checkDocuments(settings, asked);
    return;
  }
  const [id = '', ...more] = what;
  if (more.length > 0 || (action === 'revoke' && id === '')) command.error('error: name one document, by its id');
  const { list, register, revoke, show } = await import('../documents/register.js');
  if (action === 'register') await register(settings, { ...stated, file, agency, purpose, expiresAt, supergraph });
  else if (action === 'revoke') await revoke(settings, agency, id, stated);
  else if (action === 'show') await show(settings, agency, id, stated);
  else await list(settings, agency, stated);
}

/** `portcullis usage`: who asked which fields, and when last. */
export function usageCommand(): Command {
  const command = new Command('usage')
    .description('say how often fields were answered, by agency, registered client and document, and when last')
    .argument('[coordinate]', 'a field, Type.field, or a type; default: all')
    .option('--agency <id>', 'of this agency only')
    .option('--client <id>', 'of this client only; other: of those that are not registered')
    .option('--weeks <number>', 'how far back', toWeeks, 13);
  return withUsageErrors(
    withSettings(withJson(command), dataSettings).action(
      async (coordinate: string | undefined, { agency, client, weeks, json }) => {
        const { printUsage } = await import('../documents/usage.js');
        await printUsage(settingsOf(command).settings, {
          ...{ coordinate, agency, client, weeks },
          ...{ json: json === true, out: printLine },
        });
      },
    ),
  );
}

function toWeeks(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number of weeks.');
  return Number(text);
}
