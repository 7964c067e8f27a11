import type { Command } from 'commander';
import { badUserInput } from '../../schema/errors.js';
import { explain } from '../explain.js';
import { promisesJson, toFailure } from '../failure.js';

/** Answers; where there is no answer it says why, and ends with exit code 2: 1 is an answer. */
export async function answering(json: boolean, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (json) console.log(JSON.stringify(toFailure(error)));
    console.error(`portcullis: ${explain(error)}`);
    process.exitCode = 2;
  }
}

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
