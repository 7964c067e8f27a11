import { explain } from '../explain.js';
import { toFailure } from '../failure.js';

/** Says why a policy cannot be read, and ends with exit code 2: 1 is an answer of the command. */
export function reportUnread(error: unknown, json: boolean): void {
  if (json) console.log(JSON.stringify(toFailure(error)));
  console.error(`portcullis: ${explain(error)}`);
  process.exitCode = 2;
}
