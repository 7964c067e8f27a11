import { Command } from 'commander';
import { auditCommand } from './commands/audit.js';
import { composeCommand } from './commands/compose.js';
import { configCommand } from './commands/config.js';
import { databaseCommand } from './commands/database.js';
import { demoCommand } from './commands/demo.js';
import { documentsCommand } from './commands/documents.js';
import { errorsCommand } from './commands/errors.js';
import { exportCommand } from './commands/export.js';
import { formatsCommand } from './commands/formats.js';
import { gatewayCommand } from './commands/gateway.js';
import { historyCommand } from './commands/history.js';
import { ingestCommand } from './commands/ingest.js';
import { keysCommand } from './commands/keys.js';
import { mappingCommand } from './commands/mapping.js';
import { purgeCommand } from './commands/purge.js';
import { quarantineCommand } from './commands/quarantine.js';
import { runsCommand } from './commands/runs.js';
import { serveCommand } from './commands/serve.js';
import { sourcesCommand } from './commands/sources.js';
import { startCommand } from './commands/start.js';
import { subgraphCommand } from './commands/subgraph.js';
import { tokenCommand } from './commands/token.js';
import { watchCommand } from './commands/watch.js';

/**
 * `portcullis` and all of its commands.
 *
 * Every command is described here and does its work in a module that is imported when it runs, so that `--help` and
 * `token` need not load the gateway.
 */
export function createProgram(): Command {
  const program = new Command('portcullis')
    .description('Federated query layer over customs and law-enforcement data sources.')
    .version('0.1.0')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis start --port 4000\n  portcullis token --agency NL-CUSTOMS --role ANALYST\n  portcullis audit verify\n',
    );

  for (const command of [
    startCommand(),
    serveCommand(),
    gatewayCommand(),
    subgraphCommand(),
    demoCommand(),
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
    documentsCommand(),
    auditCommand(),
    keysCommand(),
    databaseCommand(),
    composeCommand(),
    configCommand(),
    errorsCommand(),
  ]) {
    program.addCommand(command);
  }
  return program;
}
