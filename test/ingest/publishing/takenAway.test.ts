import { expect, it } from '@jest/globals';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Act } from '../../../storage/acts/act.js';
import { type IngestRun, ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

const person = (sourceRef: string, envelope: object = {}) => ({
  kind: 'person',
  sourceRef,
  names: [{ name: `EXEMPLAROV ${sourceRef}`, kind: 'NAME' }],
  relations: [{ kind: 'FAMILY', statedName: `SPECIMEN ${sourceRef}` }],
  envelope,
});

/** Ingests records, and gives what the list of acts got of them, and how many of those records were there then. */
async function run(records: readonly object[], options: Partial<IngestRun> = {}) {
  const acts: Act[] = [];
  const there: number[] = [];
  const lines = records.map((record) =>
    JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source: 'ftm', record, raw: 'raw' }),
  );
  await ingest({
    format: createPortcullisJsonl('ftm'),
    files: [writeFile('delivery.jsonl', `${lines.join('\n')}\n`)],
    envelope: { originator: 'EU-ANALYSIS' },
    ...{ databases, linkKey, policy },
    ...testRun(),
    ...options,
    record: {
      look: async () => undefined,
      change: async ({ takes = [] as unknown as AsyncIterable<Act> }, work) => {
        for await (const act of takes) {
          acts.push(act);
          if (!('ids' in act)) continue;
          const [found] = await databases.persons.exec<{ count: number }>(
            `select count(*)::int from ${act.table} where id = any($1)`,
            [act.ids],
          );
          there.push(found?.count ?? 0);
        }
        return await work();
      },
    },
  });
  return { acts, there };
}

it('names records that are taken back or shown to fewer, with their links, before anything is published, and no others', async () => {
  expect((await run([person('1'), person('2'), person('3')])).acts).toEqual([]);
  const strict = {
    classification: 'CONFIDENTIEL_UE',
    releasableTo: ['agency:DE-POLICE'],
    expiresAt: '2099-01-01T00:00:00.000Z',
  };
  const { acts, there } = await run([person('1'), person('2', strict)], { limits: { whole: true } });
  const terms = { classification: 3, releasableTo: ['agency:DE-POLICE'], expiresAt: strict.expiresAt, minor: false };
  const of = (kind: string, table: string) =>
    acts.find((act) => act.kind === kind && 'table' in act && act.table === table);
  for (const table of ['persons.person', 'persons.relation']) {
    expect(of('WITHDRAW', table)).toMatchObject({ keptIn: 'persons', ids: [expect.any(String)] });
    expect(of('TIGHTEN', table)).toMatchObject({ ids: [expect.any(String)], secret: terms });
  }
  expect([acts.length, there]).toEqual([4, [1, 1, 1, 1]]);
});
