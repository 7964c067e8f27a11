import { Command, Option } from 'commander';
import { purposes } from '../../policy/types.js';
import { settingsOf, statedBy } from '../options.js';
import { refuseOptions, requireOptions, untilAnswered, withDeployment, withUsageErrors } from './command.js';

/** Options of each thing that is done with documents, beside those of all. */
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
    .description('list the documents that partner systems may run by their id, show, register, revoke or check them')
    .argument('[what...]', 'id of a document to show, sha256:...; with --check files, a document each')
    .option('--agency <id>', 'agency whose systems may run it; of the list: of this agency only')
    .option('--register <file>', "check a document against the agency's view and register it; prints its id")
    .addOption(
      new Option('--purpose <purpose>', 'with --register, or --check of files: what it is run for').choices([
        ...purposes,
      ]),
    )
    .option('--expires <instant>', 'with --register: UTC instant from which it may not be run, 2027-01-01T00:00:00Z')
    .option('--revoke', 'take the document out of use; it stays in the register')
    .option('--check', 'say what a policy or a schema that is to come takes from documents')
    .option('--against <directory>', 'with --check: the policy that is to come; default: the present one')
    .option(
      '--supergraph <file>',
      "the supergraph that is served, where its sources are not the product's own; with --check that is to come",
    )
    .option(
      '--served <file>',
      "with --check: the supergraph that is served; default: the product's, or that of --supergraph where it is foreign",
    )
    .option('--as <agency...>', 'with --check: of these agencies; default: of all');
  return withUsageErrors(
    withDeployment(command).action(async (what: readonly string[], options) => {
      const chosen = (['register', 'check', 'revoke'] as const).filter((name) => options[name] !== undefined);
      const doing = chosen[0] ?? (what.length > 0 ? 'show' : 'list');
      const own: readonly string[] = ownOptions[doing];
      const others = Object.values(ownOptions).flat();
      refuseOptions(
        command,
        others.filter((name) => !own.includes(name)),
        doing === 'list' || doing === 'show' ? 'needs --register or --check' : `cannot be used with --${doing}`,
      );
      if (doing === 'register') requireOptions(command, ['agency', 'purpose'], 'to register a document');
      if (doing === 'show' || doing === 'revoke') requireOptions(command, ['agency'], 'to name a document');
      if (doing === 'check') untilAnswered();
      await run(command, doing, what);
    }),
  );
}

async function run(command: Command, doing: keyof typeof ownOptions, what: readonly string[]): Promise<void> {
  const { settings } = settingsOf(command);
  const stated = await statedBy(command);
  const { agency, purpose, register: file, expires: expiresAt, supergraph, against, served, as } = command.opts();
  if (doing === 'check') {
    const { checkDocuments } = await import('../documents/check.js');
    const asked = { against, supergraph, served, agencies: as ?? [], purpose, files: what, ...stated };
    process.exitCode = await checkDocuments(settings, asked);
    return;
  }
  const [id = '', ...more] = what;
  if (more.length > 0 || (doing === 'revoke' && id === '')) command.error('error: name one document, by its id');
  const { list, register, revoke, show } = await import('../documents/register.js');
  if (doing === 'register') await register(settings, { ...stated, file, agency, purpose, expiresAt, supergraph });
  else if (doing === 'revoke') await revoke(settings, agency, id, stated);
  else if (doing === 'show') await show(settings, agency, id, stated.json);
  else await list(settings, agency, stated.json);
}
