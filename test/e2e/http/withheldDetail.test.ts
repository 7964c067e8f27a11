import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewEntry } from '../../../auditlog/types.js';
import { decodeCells } from '../../../client/cells.js';
import { readWithheld, type WithheldLine } from '../../../client/withheld.js';
import { type Asker, noting, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { objectsIn } from '../crawl/answers.js';

const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'DEP-2026-00301' };
const antifraud: Asker = { agency: 'EU-ANTIFRAUD', purpose: 'SANCTIONS_ENFORCEMENT' };
const query = `{ persons(first: 40) { edges { node { id name birthDate notes addresses { full city } alerts { kind }
  seizures(first: 2) { edges { node { role statedName seizure { id caseReference } } } } } } } }`;

interface Sent {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

/** Why not fetch: it joins headers that are sent twice. */
function send({ url }: TestDeployment, headers: Record<string, string | string[]>, body: object): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

describe.each([
  ['together', false],
  ['apart', true],
] as const)('Withheld-Detail, with the sources %s', (_, apart) => {
  let deployment: TestDeployment;
  const entries: NewEntry[] = [];
  beforeAll(async () => {
    deployment = await openTestDeployment({ apart, demo: true, watchLog: noting(entries) });
  }, 120_000);
  afterAll(() => deployment?.close());

  const ask = async (asker: Asker, detail: string | string[] | undefined, text = query): Promise<Sent> => {
    const headers = await deployment.headersOf(asker);
    return await send(deployment, { ...headers, ...(detail ? { 'withheld-detail': detail } : {}) }, { query: text });
  };

  test.each([police, antifraud])('says of $agency which values are withheld, as many as it counts', async (asker) => {
    const plain = await ask(asker, undefined);
    const { body } = await ask(asker, 'cells');
    expect(body.data).toEqual(plain.body.data);
    const lines: readonly WithheldLine[] = body.extensions.withheld;
    expect(lines.map(({ cells: _cells, ...line }) => line)).toEqual(plain.body.extensions.withheld);
    const parted = lines.filter(({ cells }) => cells);
    expect(parted.length).toBeGreaterThan(0);
    for (const { cells, count } of parted)
      expect(cells && decodeCells(cells).reduce((sum, holds) => sum + holds, 0)).toBe(count);
    const { lineOf } = readWithheld(body);
    for (const object of objectsIn(body.data))
      for (const [name, value] of Object.entries(object))
        if (value !== null && ['NONE', 'HIT'].includes(lineOf(object, name)?.effect ?? ''))
          throw new Error(`${name} is shown and said to be withheld`);
  });

  test('says the same at the door for new documents, by a new plan, and by a plan that is known', async () => {
    const text = `${query} # once`;
    const answers = [
      await ask(police, 'cells', text),
      await ask(police, 'cells', text),
      await ask(police, 'cells', text),
    ];
    const [first, second, third] = answers.map(({ body }) => body.extensions.withheld);
    expect(first.length).toBeGreaterThan(0);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  test('leaves nothing in the log', async () => {
    const entryOf = async (detail?: string): Promise<string> => {
      entries.length = 0;
      await ask(police, detail);
      const [entry, ...others] = entries;
      expect(others).toEqual([]);
      const timed = new Set(['at', 'requestId', 'durationMs']);
      return JSON.stringify(entry, (key, value: unknown) => (timed.has(key) ? undefined : value));
    };
    const plain = await entryOf();
    expect(plain).toContain('"withheld":[{');
    expect(await entryOf('cells')).toBe(plain);
  });

  test.each([['rows'], ['Cells'], ['cells, cells'], ['']])('has one value: %j is refused', async (value) => {
    const headers = await deployment.headersOf(police);
    const { status, body } = await send(deployment, { ...headers, 'withheld-detail': value }, { query });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'WITHHELD_DETAIL_UNKNOWN']);
    expect(body.errors[0].extensions.hint).toContain('Withheld-Detail: cells');
    expect(body.data).toBeUndefined();
  });

  test('is sent once', async () => {
    const { status, body } = await ask(police, ['cells', 'cells']);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'DUPLICATE_HEADER']);
  });
});
