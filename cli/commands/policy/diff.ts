import { Command } from 'commander';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** `portcullis policy diff OLD NEW`: who gains and who loses by another policy. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('say who gains and who loses of what, on which records, where one policy takes the place of another')
    .argument('<old>', 'policy directory')
    .argument('<new>', 'policy directory')
    .option('--json', 'print one JSON object');
  return command.action(async (before: string, after: string) => {
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      const { printDiff } = await import('../../policy/diff.js');
      process.exitCode = printDiff(output, before, after);
    });
  });
}
