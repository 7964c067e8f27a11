import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { completeStored, findDue } from '../../../ingest/publishing/completeStored.js';
import { personLinks } from '../../../ingest/subjects/personLinks.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ingestRole, withAdmin } from '../../../storage/roles.js';
import { everyKind, ingestRecords } from '../exports/everyKind.js';
import { ownIngestDatabase } from '../support/samples.js';

const policy = loadPolicy();
const { database, databases } = await ownIngestDatabase();
const complete = () => completeStored({ databases, policy });
const sql = (text: string) => withAdmin(database.adminUrl, (admin) => admin.query(text));

beforeAll(async () => {
  await ingestRecords(everyKind(policy), databases, policy);
});
beforeEach(complete);

describe('stored records', () => {
  it('are complete once they are ingested', async () => {
    expect(await findDue(databases)).toBe('NOTHING');
    expect(await complete()).toEqual({ named: 0, told: 0 });
  });

  it.each([
    ['another version of the matcher analysed one', 'update persons.person set matcher_version = 0', 'named'],
    ['no version of it did', 'update incidents.incident_vessel set matcher_version = null', 'named'],
    ...personLinks.map(
      ({ table, column }) =>
        [
          `links of ${table} were not told yet`,
          `update ${table} set subject_known = false where ${column} is not null`,
          'told',
        ] as const,
    ),
  ] as const)('are due where %s, and no more afterwards', async (_, statement, counted) => {
    await sql(statement);
    expect(await findDue(databases)).toBe('DUE');
    expect(await complete()).toMatchObject({ [counted]: expect.any(Number) });
    expect(await findDue(databases)).toBe('NOTHING');
  });

  it('are said to wait for another login where this one may not write them', async () => {
    await sql(`revoke update on persons.person from ${ingestRole}`);
    expect(await findDue(databases)).toBe('NOTHING');
    await sql('update persons.person set matcher_version = 0');
    expect(await findDue(databases)).toBe('NOT_PERMITTED');
    await sql(`grant update on persons.person to ${ingestRole}`);
    expect(await findDue(databases)).toBe('DUE');
  });

  it('are completed by one process at a time: the other waits, and finds nothing left', async () => {
    await sql('update persons.person set matcher_version = 0');
    let waited = 0;
    const oneOfTwo = () => completeStored({ databases, policy, onWait: () => (waited += 1) });
    const both = await Promise.all([oneOfTwo(), oneOfTwo()]);
    expect(waited).toBe(1);
    expect(both.map(({ named }) => named).sort()).toEqual([0, expect.any(Number)]);
  });
});
