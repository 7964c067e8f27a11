import type { Policy } from '../../policy/policy.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { withSourceLock } from '../run/sourceLock.js';
import { type PersonLinks, personLinks } from './personLinks.js';
import { hold, nextChanged, nextUntold, noteTold, settle, tell } from './statements.js';

/** What the persons source tells of one person: no more than that. */
interface ToldSubject {
  readonly ref: string;
  readonly category: string | null;
  readonly minor: boolean;
}

/** Refs a transaction. */
const batch = 1000;

/** Which sources are told, and of which persons. */
export interface TellOptions {
  readonly databases: Pick<IngestDatabases, RecordSource>;
  readonly policy: Policy;
  /** False: no person has changed, and only links that were not told yet are told. True where absent. */
  readonly personsChanged?: boolean;
  /** Refs a transaction; 1000 by default. */
  readonly batchRefs?: number;
}

/**
 * Tells the sources that hold a person's ref what the person is to a case: of links that have not been told yet, and of
 * persons of whom something else was told before. Each row is written by its own source's writer; no source reads
 * another's envelope.
 *
 * @remarks May be repeated, and stopped at any moment: what is left to tell is the difference between what was told and
 *   what is stored, and a link that was not told is protected. One at a time for each deployment.
 * @returns how many persons were told of
 * @throws SOURCE_UNAVAILABLE
 */
export async function tellSubjects(options: TellOptions): Promise<number> {
  const { persons } = options.databases;
  return await withSourceLock({ database: persons, source: 'persons/subjects', wait: true }, async () => {
    // Why first: what a source is told for the first time is what the others have been told.
    let told = options.personsChanged === false ? 0 : await tellChanged(options);
    for (const links of personLinks) told += await tellUntold(options, links);
    return told;
  });
}

/** Persons who are not what was told of them, in every source that holds them. */
async function tellChanged({ databases, policy, batchRefs = batch }: TellOptions): Promise<number> {
  const { persons } = databases;
  let count = 0;
  for (let last = ''; ; ) {
    const changed = await persons.exec<ToldSubject>(nextChanged, [last, batchRefs, policy.linkSubjects.publicLists]);
    if (changed.length === 0) return count;
    last = changed.at(-1)?.ref ?? last;
    for (const { source, table, column } of personLinks) await write(databases[source], tell(table, column), changed);
    // Invariant: noted once every source has it; stopped before, it is told again.
    await write(persons, noteTold, changed);
    count += changed.length;
  }
}

/** Links of one table that were not told yet. */
async function tellUntold(
  { databases, policy, batchRefs = batch }: TellOptions,
  { source, table, column }: PersonLinks,
): Promise<number> {
  let count = 0;
  for (let last = ''; ; ) {
    const untold = await databases[source].exec<{ ref: string }>(nextUntold(table, column), [last, batchRefs]);
    if (untold.length === 0) return count;
    last = untold.at(-1)?.ref ?? last;
    const refs = untold.map(({ ref }) => ref);
    const told = await databases.persons.exec<ToldSubject>(hold, [refs, policy.linkSubjects.publicLists]);
    await write(databases[source], settle(table, column), told);
    count += told.length;
  }
}

async function write(database: WritableDatabase, statement: string, told: readonly ToldSubject[]): Promise<void> {
  await database.exec(statement, [JSON.stringify(told)]);
}
