import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type IngestCommandOptions, runIngest } from '../../../cli/ingest/ingest.js';
import { runQuarantineList } from '../../../cli/ingest/quarantine.js';
import { loadDemo } from '../../../ingest/demo/load.js';
import { wantsDemo } from '../../../ingest/demo/wanted.js';
import { listFeeds } from '../../../ingest/run/feeds.js';
import { listRuns } from '../../../ingest/run/runList.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { PortcullisError } from '../../../schema/errors.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../ingest/support/samples.js';
import { writeZip } from '../../ingest/support/zipWriter.js';

const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

async function run(
  files: readonly string[],
  options: Pick<Partial<IngestCommandOptions>, 'json' | 'format' | 'mapping' | 'check' | 'limits'> = {},
) {
  const lines: string[] = [];
  const result = await runIngest({
    format: options.format ?? 'pirate-attacks',
    files,
    ...options,
    envelope: { originator: 'EU-ANALYSIS' },
    json: options.json ?? false,
    databases,
    keys: { link: linkKey },
    policy,
    out: (line) => lines.push(line),
    isTerminal: false,
    ...testRun(),
  });
  return { result, lines };
}

describe('the demonstration at first start', () => {
  it('is wanted in an empty database, still after a load that was killed, and no more once it is there', async () => {
    const size = { consignments: 2, persons: 2, organizations: 1, vessels: 1, aircraft: 1, seizures: 1, incidents: 1 };
    expect(await wantsDemo(databases.ingest)).toBe(true);
    const transaction = () => Promise.reject(new Error('killed'));
    const dying = { ...databases, incidents: { ...databases.incidents, transaction } };
    await expect(loadDemo({ databases: dying, linkKey, policy, size })).rejects.toThrow('killed');
    expect(await wantsDemo(databases.ingest)).toBe(true);
    const { read, stored, unchanged } = await loadDemo({ databases, linkKey, policy, size });
    expect(read).toBe(stored + unchanged);
    expect(Math.min(stored, unchanged)).toBeGreaterThan(0);
    // It was listed as a run and a feed of nobody.
    expect(await listRuns(databases)).toEqual([]);
    for (const feed of await listFeeds(databases)) expect(feed).toMatchObject({ loaded: null, lastRun: null });
    expect(await databases.directory.exec('select from directory.loaded_source')).toEqual([]);
    expect(await wantsDemo(databases.ingest)).toBe(false);
  });

  it('is not wanted beside a delivery, nor where it is loaded whole', async () => {
    const begun = 'insert into ingest.run (id, format, originator, files, started_at, state) values';
    await databases.ingest.exec('delete from ingest.run');
    await databases.ingest.exec(`${begun} ('run_demo', 'demo-incidents', '', '{}', now(), 'READING')`);
    expect(await wantsDemo(databases.ingest)).toBe(true);
    await databases.ingest.exec("update ingest.run set state = 'DONE'");
    expect(await wantsDemo(databases.ingest)).toBe(false);
    await databases.ingest.exec(
      "update ingest.run set format = 'ofac-sdn', originator = 'EU-ANALYSIS', state = 'READING'",
    );
    expect(await wantsDemo(databases.ingest)).toBe(false);
    await databases.ingest.exec('delete from ingest.run');
  });
});

describe('runIngest', () => {
  const header = 'date,longitude,latitude,vessel_name';
  const many = [
    header,
    ...Array.from({ length: 6000 }, (_, index) => `2001-01-01,1,${index % 90},Exemplar ${index}`),
    'broken',
  ].join('\n');

  it('refuses a mapping beside a format that reads none, which was ignored without a word', async () => {
    const path = writeFile('pirates.csv', `${header}\n2001-01-01,1,1,Exemplar`);
    for (const format of ['pirate-attacks', 'auto']) {
      await expect(run([path], { format, mapping: path })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: `The format ${format} takes no mapping.`,
      });
    }
  });

  it('refuses a list that is named twice: its rows without a key were all stored twice', async () => {
    const text = `${header}\n2001-01-01,1,1,Exemplar Twice\n2001-01-02,1,1,Exemplar Twice`;
    const [one, other] = [writeFile('pirates.csv', text), writeFile('again.csv', text)];
    await expect(run([one, one])).rejects.toMatchObject({ message: 'pirates.csv is named twice.' });
    await expect(run([one, other])).rejects.toMatchObject({
      message: 'pirates.csv and again.csv are the same file, byte for byte.',
    });
  });

  it('takes the lists of one archive for as many files: all had its hash, and were one list named twice', async () => {
    const rows = (year: number) =>
      `${header}\n${year}-01-01,1,1,Exemplar Archived\n${year}-01-02,1,1,Exemplar Archived`;
    const both = writeZip([
      { name: 'one.csv', data: rows(2011) },
      { name: 'other.csv', data: rows(2012) },
    ]);
    const { result } = await run([writeFile('both.zip', both)], { check: true });
    expect(result).toMatchObject({ read: 4, added: 4 });
    // What is packed is known again beside the same in plain: it was stored twice.
    const [plain, packed] = [writeFile('one.csv', rows(2011)), writeFile('packed.csv.gz', gzipSync(rows(2011)))];
    for (const [others, name] of [
      [[packed], 'packed.csv.gz'],
      [[writeFile('both.zip', both)], 'both.zip!one.csv'],
    ] as const) {
      await expect(run([plain, ...others])).rejects.toMatchObject({
        message: `one.csv and ${name} are the same file, byte for byte.`,
      });
    }
  });

  it('says of a dry run that the run would be taken back: --max-bad meant nothing beside --check', async () => {
    const bad = writeFile('bad.csv', `${header}\n2013-01-01,1,1,Exemplar Bad\nbroken`);
    const checked = await run([bad], { check: true, limits: { maxBadPercent: 49 } });
    expect(checked.result).toMatchObject({ state: 'CHECKED', wouldRollBack: true });
    expect(checked.lines[1]).toMatch(/^ {2}and would be rolled back/);
    const allowed = await run([bad], { check: true, limits: { maxBadPercent: 50 } });
    expect(allowed.result).toMatchObject({ state: 'CHECKED', wouldRollBack: false });
  });

  it('names the run that was taken back where it says how to look at it: it said RUN', async () => {
    const bad = writeFile('bad.csv', `${header}\n2014-01-01,1,1,Exemplar Bad\nbroken`);
    const error = await run([bad], { limits: { maxBadPercent: 49 } }).catch((thrown: unknown) => thrown);
    const { run: id, hint } = (error as PortcullisError).extensions;
    expect(hint).toContain(`portcullis quarantine --run ${id};`);
    expect(id).toMatch(/^run_\w+$/);
  });

  it('names the files that no format knows, and says where they are empty, packed or not', async () => {
    const empty = [writeFile('none.csv', ''), writeFile('none.gz', gzipSync(''))];
    await expect(run(empty, { format: 'auto' })).rejects.toMatchObject({ message: 'none.csv is empty.' });
    const odd = writeFile('odd.bin', Buffer.from([0xde, 0xad, 0xbe, 0xef]));
    await expect(run([odd], { format: 'auto' })).rejects.toMatchObject({ message: 'No format recognises odd.bin.' });
  });

  it('says of a file that was to say itself what it is which version it has, where no format reads that', async () => {
    const path = writeFile('x.xml', '<n:Submission xmlns:n="http://fbi.gov/cjis/nibrs/9999.0"/>');
    await expect(run([path], { format: 'auto' })).rejects.toMatchObject({
      message: 'No format reads x.xml.',
      extensions: {
        hint: expect.stringMatching(/^It is of nibrs version 9999\.0, which is not known\. Read are: 2023/),
      },
    });
  });

  it('prints the result in words, and where to see what was quarantined', async () => {
    const { result, lines } = await run([writeFile('attacks.csv', many)]);
    // On a busy machine it takes more than five seconds, and says every five how far it is.
    expect(lines.find((line) => !/^(read|published) \d/.test(line))).toMatch(
      /^pirate-attacks as EU-ANALYSIS: read 6001, stored 6000, unchanged 0, quarantined 1, [\d.]+ s$/,
    );
    expect(lines.at(-1)).toBe(`Why: portcullis quarantine --run ${result.run}`);
    const told: string[] = [];
    const out = (line: string) => told.push(line);
    const access = { databases, keys: { link: linkKey }, policy, ...testRun() };
    await runQuarantineList({ ...access, filter: { run: result.run ?? '' }, json: false, out } as never);
    expect(told).toEqual([
      expect.stringMatching(
        /^[\w-]{12} {2}attacks\.csv:6002 {2}record: the line has another number of fields than its file$/,
      ),
      expect.stringMatching(/^1 pirate-attacks fields\.wrongNumber/),
    ]);
  });

  it('prints one JSON object and nothing else with --json', async () => {
    const { lines } = await run([writeFile('attacks.csv', many)], { json: true });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      read: 6001,
      stored: 0,
      unchanged: 6000,
      quarantined: 1,
      seconds: expect.any(Number),
    });
  });

  it('refuses an unknown format and a file that is not there, in one line each', async () => {
    await expect(run([writeFile('x.csv', many)], { format: 'x' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(run(['/nowhere/x.csv'])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
