import { Command } from 'commander';
import { exportCommand } from './commands/ingest/export.js';
import { formatsCommand } from './commands/ingest/formats.js';
import { historyCommand } from './commands/ingest/history.js';
import { ingestCommand } from './commands/ingest/ingest.js';
import { mappingCommand } from './commands/ingest/mapping.js';
import { purgeCommand } from './commands/ingest/purge.js';
import { quarantineCommand } from './commands/ingest/quarantine.js';
import { runsCommand } from './commands/ingest/runs.js';
import { sourcesCommand } from './commands/ingest/sources.js';
import { watchCommand } from './commands/ingest/watch.js';
import { auditCommand } from './commands/operate/audit.js';
import { composeCommand } from './commands/operate/compose.js';
import { configCommand } from './commands/operate/config.js';
import { databaseCommand } from './commands/operate/database.js';
import { documentsCommand } from './commands/operate/documents.js';
import { errorsCommand } from './commands/operate/errors.js';
import { keysCommand } from './commands/operate/keys.js';
import { tokenCommand } from './commands/operate/token.js';
import { witnessCommand } from './commands/operate/witness.js';
import { policyCommand } from './commands/policy/policy.js';
import { demoCommand } from './commands/serve/demo.js';
import { gatewayCommand } from './commands/serve/gateway.js';
import { screenCommand } from './commands/serve/screen.js';
import { serveCommand } from './commands/serve/serve.js';
import { startCommand } from './commands/serve/start.js';
import { subgraphCommand } from './commands/serve/subgraph.js';
import { helpOf } from './help.js';

/**
 * `portcullis` and all of its commands.
 *
 * Every command is described here and does its work in a module that is imported when it runs, so that `--help` and
 * `token` need not load the gateway.
 */
export function createProgram(): Command {
  const program = new Command('portcullis')
    .description('Federated query layer over customs and law-enforcement data sources.')
    .version('0.1.0');

  for (const command of [
    startCommand(),
    serveCommand(),
    gatewayCommand(),
    subgraphCommand(),
    demoCommand(),
    screenCommand(),
    ingestCommand(),
    watchCommand(),
    sourcesCommand(),
    runsCommand(),
    historyCommand(),
    mappingCommand(),
    formatsCommand(),
    quarantineCommand(),
    exportCommand(),
    purgeCommand(),
    tokenCommand(),
    policyCommand(),
    documentsCommand(),
    auditCommand(),
    witnessCommand(),
    keysCommand(),
    databaseCommand(),
    composeCommand(),
    configCommand(),
    errorsCommand(),
  ]) {
    program.addCommand(command);
  }
  addHelp(program, program.name());
  return program;
}

/** Gives a command and those below it what `help.txt` says behind their options. */
function addHelp(command: Command, name: string): void {
  command.addHelpText('after', () => helpOf(name));
  for (const below of command.commands) addHelp(below, `${name} ${below.name()}`);
}
