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

/** Has a command whose exit code 1 is an answer, as BROKEN, end with 2 where there is none, as where the database is away. */
export function answeringBy1(command: Command): Command {
  return command.hook('preAction', () => {
    // Until there is an answer; the command puts its own in the place.
    process.exitCode = 2;
  });
}
