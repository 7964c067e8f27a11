import { Argument, Command, Option } from 'commander';
import { purposes } from '../../../policy/types.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';
import { calledRightly } from '../calledRightly.js';

/** `portcullis documents register|list|show|revoke|check`: the documents that partner systems may run. */
export function documentsCommand(): Command {
  return new Command('documents')
    .description('register documents that partner systems may run by their id')
    .addCommand(registerCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(revokeCommand())
    .addCommand(calledRightly(checkCommand()));
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
    .option('--supergraph <file>', "the supergraph that is served, where its sources are not the product's own")
    .option('--operator <name>', 'who registers it; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (file: string) => {
    const { register } = await import('../../operate/documents/register.js');
    const { agency, purpose, expires, supergraph } = command.opts();
    const stated = { ...(await statedBy(command)), file, agency, purpose, expiresAt: expires, supergraph };
    await register(settingsOf(command).settings, stated);
  });
}

function listCommand(): Command {
  const command = new Command('list')
    .description('print every registered document, expired and revoked ones too')
    .option('--agency <id>', 'of this agency only')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { list } = await import('../../operate/documents/register.js');
    await list(settingsOf(command).settings, command.opts().agency, command.opts().json === true);
  });
}

function showCommand(): Command {
  const command = oneDocument('show', 'print a registered document');
  return withSettings(command, dataSettings).action(async (documentId: string) => {
    const { show } = await import('../../operate/documents/register.js');
    const { agency, json } = command.opts();
    await show(settingsOf(command).settings, agency, documentId, json === true);
  });
}

function revokeCommand(): Command {
  const command = oneDocument('revoke', 'take a document out of use; it stays in the register').option(
    '--operator <name>',
    'who does it, for the audit log; default: the user of the system',
  );
  return withSettings(command, dataSettings).action(async (documentId: string) => {
    const { revoke } = await import('../../operate/documents/register.js');
    await revoke(settingsOf(command).settings, command.opts().agency, documentId, await statedBy(command));
  });
}

function checkCommand(): Command {
  const command = new Command('check')
    .description(
      'say what a policy or a schema that is to come takes from documents: those of the register, or of files',
    )
    .argument(
      '[files...]',
      'a document each, in the place of the register; with --as and --purpose; needs no deployment',
    )
    .option('--against <directory>', 'the policy that is to come; default: the present one')
    .option('--supergraph <file>', 'the supergraph that is to come; default: the one that is served')
    .option(
      '--served <file>',
      "the supergraph that is served; default: the product's, or that of --supergraph where its sources are not the product's own",
    )
    .option('--as <agency...>', 'of these agencies; default: of all')
    .addOption(new Option('--purpose <purpose>', 'of files: what they are run for').choices([...purposes]))
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (files: string[]) => {
    const { against, supergraph, served, as: agencies = [], purpose, json } = command.opts();
    await answering(json === true, async () => {
      const { checkDocuments } = await import('../../operate/documents/check.js');
      const output = { json: json === true, out: printLine };
      const { settings } = settingsOf(command);
      const asked = { against, supergraph, served, agencies, purpose, files };
      process.exitCode = await checkDocuments(settings, { ...asked, ...output });
    });
  });
}

function oneDocument(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addArgument(new Argument('<documentId>', 'sha256:...'))
    .requiredOption('--agency <id>', 'agency that it is registered for')
    .option('--json', 'print one JSON object');
}
