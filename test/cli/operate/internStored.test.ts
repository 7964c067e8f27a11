import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { internStored } from '../../../cli/operate/internStored.js';
import { entry, list, openRunSetting } from '../../ingest/run/setting.js';

const { close, databases, run } = await openRunSetting();
beforeAll(async () => {
  await run([list(entry(1, 'SPECIMEN, Number 1'), entry(2, 'SPECIMEN, Number 2'))]);
  await databases.persons.exec('update persons.person set envelope_key = null');
});
afterAll(close);

test('an upgraded database says how many records name their envelopes, and that none is left to', async () => {
  const lines: string[] = [];
  const command = { databases, out: (line: string) => void lines.push(line), progress: () => undefined };
  await internStored(command);
  await internStored(command);
  expect(lines).toEqual(['2 records name their envelope now.', 'Every record names its envelope.']);
});
