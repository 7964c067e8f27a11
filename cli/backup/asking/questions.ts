import { isPortcullisError } from '../../../schema/errors.js';
import { errorCode } from '../../../storage/storageError.js';
import { explain } from '../../explain.js';
import { type Askable, Unanswered } from './askable.js';
import { askCounts } from './count.js';
import { askLinks } from './link.js';
import { askNames } from './name.js';
import type { Answered, Questioned } from './questioned.js';

const questions = { count: askCounts, name: askNames, link: askLinks } as const;

/**
 * Asks a database how many records there are, for a record by its name, and for what it is linked with in another source; compares the
 * answers with the rows. Only reads. An answer that is none is a wrong one.
 */
export async function askQuestions(askable: Askable): Promise<Questioned> {
  const answers = [];
  for (const [name, ask] of Object.entries(questions)) answers.push([name, await answered(ask, askable)] as const);
  return Object.fromEntries(answers) as Questioned;
}

async function answered(ask: (askable: Askable) => Promise<Answered>, askable: Askable): Promise<Answered> {
  try {
    return await ask(askable);
  } catch (error) {
    return { verdict: 'WRONG', seen: 0, why: causeOf(error) };
  }
}

/** Why not the message of all: one of PostgreSQL may hold a value, but for class 42, which names columns and tables alone. */
function causeOf(error: unknown): string {
  if (error instanceof Unanswered) return error.message;
  if (isPortcullisError(error)) return explain(error);
  const code = errorCode(error) ?? 'INTERNAL';
  return code.startsWith('42') ? `${code} ${(error as Error).message}` : code;
}
