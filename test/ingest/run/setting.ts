import { formats } from '../../../ingest/formats/index.js';
import type { IngestResult } from '../../../ingest/run/result.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type IngestRun, ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All entries are invented.

/** A line of a sanctions list. */
export const entry = (number: number, name: string, remarks = 'DOB 1 Jan 1970.', type = 'individual'): string =>
  `${number},"${name}","${type}","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"`;

/** A sanctions list of these lines, as a file. */
export const list = (...lines: string[]): string => writeFile('sdn.csv', `${lines.join('\n')}\n`);

/** Runs of ingest on a database of their own. */
interface RunSetting extends Awaited<ReturnType<typeof ownIngestDatabase>> {
  /** Ingests sanctions lists of one agency, unless the options say otherwise. */
  run(files: IngestRun['files'], options?: Partial<IngestRun>): Promise<IngestResult>;
  /** Names of the persons that are shown. */
  names(): Promise<string[]>;
  /** Ended versions of a person. */
  history(key: string): Promise<readonly { version: number; ending: string }[]>;
  /** Takes away every person, run and record in quarantine. */
  clear(): Promise<void>;
}

/** Opens the setting, empty; gone after the tests of the file. */
export async function openRunSetting(): Promise<RunSetting> {
  const format = formats.get('ofac-sdn');
  if (!format) throw new Error('no format');
  const policy = loadPolicy();
  const { database, databases } = await ownIngestDatabase();
  const envelope = { originator: 'EU-SANCTIONS-DESK' };
  return {
    database,
    databases,
    run: (files, options = {}) =>
      ingest({ format, files, envelope, databases, linkKey, policy, ...testRun(), ...options }),
    names: async () => {
      const people = await databases.persons.exec<{ name: string }>('select name from persons.person order by name');
      return people.map(({ name }) => name);
    },
    history: (key) =>
      databases.persons.exec('select version, ending from persons.history where source_ref = $1 order by version', [
        key,
      ]),
    clear: async () => {
      for (const table of ['person', 'relation', 'interest', 'provenance', 'history', 'staged', 'staged_position']) {
        await databases.persons.exec(`delete from persons.${table}`);
      }
      await databases.ingest.exec('delete from ingest.quarantine');
      await databases.ingest.exec('delete from ingest.run');
      await databases.ingest.exec('delete from ingest.bookmark');
    },
  };
}
