import type { Logger } from 'pino';
import { openActList } from '../../storage/acts/actList.js';
import { countDone } from '../../storage/acts/doneActs.js';
import type { CommandContext } from '../commandContext.js';

/** Counts that acts came to their end. A failure is only said: they are done. */
export async function countActs(
  { databases, headsDirectory, keys }: Pick<CommandContext, 'databases' | 'headsDirectory' | 'keys'>,
  log: Logger,
): Promise<void> {
  await countDone(databases.places, openActList(headsDirectory, keys.link)).catch((err) =>
    log.warn({ err }, 'an act was done and could not be counted: a database put back before it may not be noticed'),
  );
}
