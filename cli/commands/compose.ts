import { Command } from 'commander';

/** `portcullis compose`: checks the schema, and writes every file that is made of it and of other sources in this repository. */
export function composeCommand(): Command {
  const command = new Command('compose')
    .description(
      'check the SDL of all sources, and write what is generated: the supergraph, tables in docs/, policy/schemas',
    )
    .option('--check', 'write nothing; fail where a committed file is not what would be written');
  return command.action(async ({ check }) => {
    const { compose } = await import('../operate/compose.js');
    process.exitCode = await compose({ isCheck: check === true });
  });
}

/** `portcullis errors --check`: as `compose --check`. */
export function errorsCommand(): Command {
  return new Command('errors').option('--check').action(async () => {
    const { compose } = await import('../operate/compose.js');
    process.exitCode = await compose({ isCheck: true });
  });
}
