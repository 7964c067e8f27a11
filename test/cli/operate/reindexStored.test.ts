import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reindexStored } from '../../../cli/operate/reindexStored.js';
import { entry, list, openRunSetting } from '../../ingest/run/setting.js';

const { close, databases, run } = await openRunSetting();
beforeAll(async () => {
  await run([list(entry(1, 'SPECIMEN, Number One'), entry(2, 'SPECIMEN, Number Two'))]);
  await databases.persons.exec(`update persons.person set match_keys = '{}', matcher_version = null`);
});
afterAll(close);

test('an upgraded database says how many records are found by their names, and that none is left to', async () => {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(line);
  const command = { databases, out, progress: () => undefined, isTerminal: false };
  await reindexStored(command);
  await reindexStored(command);
  expect(lines).toEqual(['2 records are found by their names now.', 'Every record is found by its names.']);
});
