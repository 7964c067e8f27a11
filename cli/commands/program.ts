import { Command } from 'commander';
import { readPackageFile, version } from '../../schema/files.js';
import { auditCommand } from './audit/audit.js';
import { backupCommand, restoreCommand } from './backup.js';
import { composeCommand, configCommand, schemaCommand } from './build.js';
import { databaseCommand } from './database.js';
import { documentsCommand, usageCommand } from './documents.js';
import { ingestCommand } from './ingest.js';
import { keysCommand } from './keys.js';
import { formatsCommand, mappingCommand } from './mapping.js';
import { policyCommand } from './policy/policy.js';
import { quarantineCommand } from './quarantine.js';
import { exportCommand, purgeCommand, sourcesCommand } from './records.js';
import { demoCommand, doctorCommand, serveCommand, startCommand, tokenCommand, upgradeCommand } from './run.js';
import { screenCommand } from './screen.js';
import { subjectCommand } from './subject/subject.js';

/** The commands by what people do, as the help lists them. */
const groups: Readonly<Record<string, readonly (() => Command)[]>> = {
  Run: [startCommand, serveCommand, demoCommand, tokenCommand, screenCommand, documentsCommand],
  Ingest: [ingestCommand, quarantineCommand, mappingCommand, formatsCommand, purgeCommand],
  Look: [doctorCommand, usageCommand, upgradeCommand, sourcesCommand, exportCommand],
  Policy: [policyCommand],
  Audit: [auditCommand, subjectCommand],
  'Keys and database': [keysCommand, databaseCommand, backupCommand, restoreCommand],
  Build: [composeCommand, schemaCommand, configCommand],
};

/**
 * `portcullis` and all of its commands.
 *
 * Each command is described here and does its work in a module that is imported when it runs, so that `--help` and
 * `token` need not load the gateway.
 */
export function createProgram(): Command {
  const program = new Command('portcullis')
    .description('Federated query layer over customs and law-enforcement data.')
    .version(version());
  for (const [heading, commands] of Object.entries(groups)) {
    program.commandsGroup(`${heading}:`);
    for (const create of commands) program.addCommand(create());
  }
  addHelp(program, program.name());
  return program;
}

/** Appends to the help of a command and its subcommands what `help.txt` says of them. */
function addHelp(command: Command, name: string): void {
  command.addHelpText('after', () => helpOf(name));
  for (const below of command.commands) addHelp(below, `${name} ${below.name()}`);
}

/** The part of `help.txt` that follows a command's options; empty where there is none. */
export function helpOf(command: string): string {
  const parts = readPackageFile('cli', 'commands', 'help.txt').split(/^== (.+)\n/m);
  const at = parts.indexOf(command);
  return at === -1 ? '' : `\n${(parts[at + 1] ?? '').trimEnd()}\n`;
}
