import { badUserInput } from '../../schema/errors.js';
import { openSqlFile, type SqlFile } from '../input/sqlFile.js';
import type { Mapping } from './mapping.js';

/** Why refused: a stranger's mapping could read stored records of other agencies, and enter them as its operator's own. */
const ownVariables = /^(?:DATABASE_URL|PORTCULLIS_)/;

/**
 * Runs the query of a mapping of type sql.
 *
 * @param url connection string from the command line; by default that of the variable which the mapping names
 * @param variable value of a variable of the environment
 * @throws BAD_USER_INPUT where no connection string is given, and what `openSqlFile` throws
 */
export async function openMappedQuery(
  mapping: Mapping,
  url: string | undefined,
  variable: (name: string) => string | undefined,
): Promise<SqlFile> {
  const { query, urlVariable } = mapping.input;
  if (urlVariable !== undefined && ownVariables.test(urlVariable))
    throw badUserInput(
      `${urlVariable} is a setting of Portcullis: a mapping does not read its databases.`,
      'Name a variable of your own with the connection string of the register that is to be read.',
    );
  const stated = url ?? (urlVariable === undefined ? undefined : variable(urlVariable));
  if (query === undefined || !stated) {
    const where =
      urlVariable === undefined ? 'The mapping names no variable' : `The variable ${urlVariable} is not set`;
    throw badUserInput(
      `${where}, and --source-url is not given: which database is to be read?`,
      'Set it to postgresql://user:password@host:5432/database. Never write it into the mapping.',
    );
  }
  return openSqlFile(stated, query, { name: `${mapping.name.replace(/\.ya?ml$/i, '')}.query.jsonl` });
}
