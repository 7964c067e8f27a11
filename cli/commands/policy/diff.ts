import { Command } from 'commander';
import { printLine } from '../../printLine.js';

/** `portcullis policy diff OLD NEW`: who gains and who loses by another policy. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('say who gains and who loses of what, on which records, where one policy takes the place of another')
    .argument('<old>', 'policy directory')
    .argument('<new>', 'policy directory')
    .option('--json', 'print one JSON object');
  return command.action(async (before: string, after: string) => {
    const { printDiff } = await import('../../policy/diff.js');
    try {
      process.exitCode = printDiff({ json: command.opts().json === true, out: printLine }, before, after);
    } catch (error) {
      const { reportUnread } = await import('../../policy/unread.js');
      reportUnread(error, command.opts().json === true);
    }
  });
}
