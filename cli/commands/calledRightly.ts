import type { Command } from 'commander';
import { badUserInput } from '../../schema/errors.js';
import { promisesJson, toFailure } from '../failure.js';

/** Has a command, and those below it, end with exit code 2 where it is called wrongly: 1 is an answer, and a slip of the pen is none. */
export function calledRightly(command: Command): Command {
  command.exitOverride(({ exitCode, message }) => {
    if (exitCode !== 0 && promisesJson(process.argv.slice(2)))
      console.log(JSON.stringify(toFailure(badUserInput(message.replace(/^error: /, ''), { at: command.name() }))));
    process.exit(exitCode === 0 ? 0 : 2);
  });
  for (const below of command.commands) calledRightly(below as Command);
  return command;
}
