import { Command } from 'commander';
import { type Output, printLine } from '../../output/printLine.js';
import { withJson, withVerdictExitCode } from '../command.js';

/** Answers a command, and gives its exit code. */
type Answer = (output: Output, command: Command) => Promise<number>;

/** A command of the group: it prints one JSON object where asked to, and ends with 2 where there is no answer. */
export function leaf(name: string, description: string, answer: Answer): Command {
  const command = withVerdictExitCode(withJson(new Command(name).description(description)));
  return command.action(async () => {
    process.exitCode = await answer({ json: command.opts().json === true, out: printLine }, command);
  });
}
