import { Command } from 'commander';
import { answering } from '../../policy/answering.js';
import { type Output, printLine } from '../../printLine.js';

/** Answers a command, and gives its exit code. */
type Answer = (output: Output, command: Command) => Promise<number>;

/** A command of the group: it prints one JSON object where asked to, and ends with 2 where there is no answer. */
export function leaf(name: string, description: string, answer: Answer): Command {
  const command = new Command(name).description(description).option('--json', 'print one JSON object');
  return command.action(async () => {
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      process.exitCode = await answer(output, command);
    });
  });
}
