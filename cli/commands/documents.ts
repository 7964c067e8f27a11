import { Argument, Command, Option } from 'commander';
import { purposes } from '../../policy/types.js';
import { dataSettings, settingsOf, withSettings } from '../options.js';

/** `portcullis documents register|list|show|revoke`: the documents that partner systems may run. */
export function documentsCommand(): Command {
  return new Command('documents')
    .description('register documents that partner systems may run by their id')
    .addCommand(registerCommand())
    .addCommand(listCommand())
    .addCommand(oneCommand('show', 'print a registered document'))
    .addCommand(oneCommand('revoke', 'take a document out of use; it stays in the register'));
}

function registerCommand(): Command {
  const command = new Command('register')
    .description("check a document against an agency's view and register it; prints its documentId")
    .argument('<file>', 'file with one query')
    .requiredOption('--agency <id>', 'agency whose systems may run it')
    .addOption(
      new Option('--purpose <purpose>', 'the purpose that it may be run for')
        .choices([...purposes])
        .makeOptionMandatory(),
    )
    .option('--expires <instant>', 'UTC instant from which it may no longer be run, e.g. 2027-01-01T00:00:00Z')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis documents register schema/profiles/vessel.graphql --agency BE-CUSTOMS --purpose SANCTIONS_ENFORCEMENT\n',
    );
  return withSettings(command, dataSettings).action(async (file: string) => {
    const { register } = await import('../documents.js');
    const { agency, purpose, expires, json } = command.opts();
    await register(settingsOf(command).settings, { file, agency, purpose, expiresAt: expires, json: json === true });
  });
}

function listCommand(): Command {
  const command = new Command('list')
    .description('print every registered document, expired and revoked ones too')
    .option('--agency <id>', 'of this agency only')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis documents list\n  portcullis documents list --agency BE-CUSTOMS --json\n',
    );
  return withSettings(command, dataSettings).action(async () => {
    const { list } = await import('../documents.js');
    await list(settingsOf(command).settings, command.opts().agency, command.opts().json === true);
  });
}

function oneCommand(name: 'show' | 'revoke', description: string): Command {
  const command = new Command(name)
    .description(description)
    .addArgument(new Argument('<documentId>', 'sha256:...'))
    .requiredOption('--agency <id>', 'agency that it is registered for')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\nExamples:\n  portcullis documents ${name} sha256:... --agency BE-CUSTOMS\n`);
  return withSettings(command, dataSettings).action(async (documentId: string) => {
    const documents = await import('../documents.js');
    await documents[name](
      settingsOf(command).settings,
      command.opts().agency,
      documentId,
      command.opts().json === true,
    );
  });
}
