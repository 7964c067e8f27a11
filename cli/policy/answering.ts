import { explain } from '../explain.js';
import { toFailure } from '../failure.js';

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
