import { beforeAll, expect, test } from '@jest/globals';
import { printUsage, type UsageCommand } from '../../../cli/documents/usage.js';
import { openRegister } from '../../../gateway/documents/register/repository.js';
import { addUsage } from '../../../gateway/documents/usage/repository.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { database, settings } = await openIdleDeployment('portcullis usage ');
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const today = daysAgo(0);

beforeAll(async () => {
  const register = openRegister(database.gatewayUrl);
  const row = { agency: 'NL-CUSTOMS', documentId: '', coordinate: 'Person.name' };
  for (const [day, client, times] of [
    [daysAgo(7), 'front-end', 2],
    [today, 'front-end', 3],
    [today, 'other', 1],
    [daysAgo(100), 'old', 9],
  ] as const)
    await addUsage(register, [{ ...row, day, client, times }]);
  await register.close();
});

async function usage(of: Partial<UsageCommand>): Promise<readonly string[]> {
  const lines: string[] = [];
  const all = { coordinate: undefined, agency: undefined, client: undefined, weeks: 13, json: false };
  await printUsage(settings, { ...all, ...of, out: (line) => void lines.push(line) });
  return lines;
}

test('portcullis usage says by agency, client and document how often a field was answered, and when last', async () => {
  expect((await usage({})).map((line) => line.replace(/ +/g, ' '))).toEqual([
    `Person.name NL-CUSTOMS front-end 5 times, last on ${today} free text`,
    `Person.name NL-CUSTOMS other 1 times, last on ${today} free text`,
  ]);
  expect(await usage({ client: 'engine' })).toEqual([expect.stringMatching(/^Nothing was asked since [-\d]{10}\.$/)]);
});

test('portcullis usage says it week by week in JSON, of one client', async () => {
  const [line = ''] = await usage({ client: 'front-end', json: true });
  expect(JSON.parse(line).usage).toMatchObject([{ client: 'front-end', weeks: [{ times: 2 }, { times: 3 }] }]);
});
