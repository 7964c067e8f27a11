import { describe, expect, it } from '@jest/globals';
import { runHistory } from '../../../cli/ingest/history.js';
import { describeAge, runSources, warningsOf } from '../../../cli/ingest/sources.js';
import type { Format } from '../../../ingest/formats/format.js';
import { formats } from '../../../ingest/formats/index.js';
import { markSolved } from '../../../ingest/quarantine/quarantineStore.js';
import type { Feed } from '../../../ingest/run/feeds.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../ingest/support/samples.js';
import { memoryOperatorLog } from '../../support/acts.js';

const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

const entry = (id: number, name: string): string =>
  `${id},"${name}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970."`;

async function load(lines: readonly string[], limits: { whole?: boolean; maxBadPercent?: number } = {}) {
  const format = formats.get('ofac-sdn');
  if (!format) throw new Error('no format');
  const files = [writeFile('sdn.csv', lines.join('\r\n'))];
  const envelope = { originator: 'EU-SANCTIONS-DESK' };
  return await ingest({ format, files, envelope, databases, linkKey, policy, limits, ...testRun() });
}

async function sources(options: { now?: number; filter?: object } = {}) {
  const lines: string[] = [];
  const out = (line: string) => lines.push(line);
  await runSources({ databases, filter: {}, json: true, out, ...options });
  return JSON.parse(lines[0] ?? '');
}

describe('an age in words', () => {
  it.each([
    [0, 'less than a minute'],
    [60_000, '1 minute'],
    [119 * 60_000, '119 minutes'],
    [36 * 3_600_000, '36 hours'],
    [3 * 86_400_000, '3 days'],
    [59 * 86_400_000, '59 days'],
    [60 * 86_400_000, '2 months'],
    [800 * 86_400_000, '2 years'],
  ])('of %d ms is %s', (ms, words) => expect(describeAge(ms)).toBe(words));
});

describe('portcullis sources', () => {
  it('says that nothing is loaded where nothing is', async () => {
    const lines: string[] = [];
    await runSources({ databases, filter: {}, json: false, out: (line) => lines.push(line) });
    expect(lines).toEqual(['Nothing is loaded.']);
  });

  it('counts what is shown and in quarantine now, and says where it comes from and how old it is', async () => {
    const { run } = await load([entry(1, 'EXEMPLAROV, One'), entry(2, 'EXEMPLAROV, Two'), '3,"broken']);
    const [feed, ...others] = await sources({ now: Date.now() + 3 * 86_400_000 });
    expect(others).toEqual([]);
    expect(feed).toMatchObject({ source: 'ofac-sdn', originator: 'EU-SANCTIONS-DESK', records: 2, quarantined: 1 });
    expect(feed.loaded).toMatchObject({
      run,
      files: ['sdn.csv'],
      fileHashes: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    expect(feed.lastRun).toMatchObject({ run, state: 'DONE', operator: 'test' });
    expect(feed.age).toBe('3 days');
    expect(await sources({ filter: { source: 'ens' } })).toEqual([]);

    const [shown] = await databases.directory.exec(
      'select records::int, quarantined::int, run_id from directory.loaded_source',
    );
    expect(shown).toEqual({ records: 2, quarantined: 1, run_id: run });
    // What is solved later is counted at once, whatever the last run wrote.
    const [waiting] = await databases.ingest.exec<{ id: string }>('select id from ingest.quarantine');
    await markSolved(databases.ingest, [waiting?.id ?? ''], 'run_later');
    expect((await sources())[0]).toMatchObject({ records: 2, quarantined: 0 });
  });

  it('counts records, in the catalogue too, and not their links, which were counted as records of their own', async () => {
    const company = (id: string, parent: string[]) =>
      JSON.stringify({ id, schema: 'Company', properties: { name: [`Exemplar ${id}`], parent } });
    const format = formats.get('ftm') as Format;
    const files = [writeFile('entities.ftm.json', `${company('one', [])}\n${company('two', ['one'])}\n`)];
    await ingest({ format, files, envelope: { originator: 'EU-ANALYSIS' }, databases, linkKey, policy, ...testRun() });
    expect(await databases.persons.exec('select from persons.interest')).toHaveLength(1);
    expect(await sources({ filter: { source: 'ftm' } })).toMatchObject([{ records: 2 }]);
    const loaded = await databases.directory.exec(`select records from directory.loaded_source where source = 'ftm'`);
    expect(loaded).toEqual([{ records: 2 }]);
  });

  it('keeps what is shown apart from a later run that was taken back', async () => {
    await expect(load([entry(1, 'EXEMPLAROV, One'), '2,"broken'], { maxBadPercent: 5 })).rejects.toMatchObject({
      code: 'INGEST_ROLLED_BACK',
    });
    const [feed] = await sources({ filter: { source: 'ofac-sdn' } });
    expect(feed.records).toBe(2);
    expect(feed.lastRun.state).toBe('ROLLED_BACK');
    expect(feed.lastRun.run).not.toBe(feed.loaded.run);
  });
});

describe('a feed that should not be relied on', () => {
  const day = 86_400_000;
  const loadedAt = '2026-06-01T00:00:00Z';
  const warnings = (format: string, days: number) =>
    warningsOf({ loaded: { format, loadedAt } as Feed['loaded'] }, Date.parse(loadedAt) + days * day);

  it.each([
    ['us-csl', 2, 'every day'],
    ['ofac-sdn', 8, 'every week'],
    ['ofac-advanced', 8, 'every week'],
    ['cbp-seizures', 32, 'every month'],
    ['unlocode', 185, 'every half-year'],
    ['unodc-seizures', 367, 'every year'],
  ])('%s is warned of after %d days, and not before', (format, days, words) => {
    expect(warnings(format, days)).toEqual([]);
    expect(warnings(format, days + 0.1)).toEqual([`its publisher has a new edition ${words}: this one is overdue`]);
  });

  it('is one of a list that its publisher has ended, however new', () => {
    expect(warnings('uk-ofsi', 0)).toEqual([
      'its publisher ended this list on 2026-01-28; uk-sanctions-list reads the list that replaced it',
    ]);
  });

  it('is none of messages, of a mapping, or of what was never loaded', () => {
    expect([...warnings('ens', 9999), ...warnings('mapped', 9999), ...warningsOf({ loaded: null }, 0)]).toEqual([]);
  });

  it('names a format that there is, where a list was replaced', () => {
    const replacements = [...formats.values()].flatMap(({ ended }) => ended?.replacedBy ?? []);
    expect(replacements.filter((name) => !formats.has(name))).toEqual([]);
  });

  it('is said by portcullis sources, in words and as JSON', async () => {
    const now = Date.now() + 30 * day;
    const [feed] = await sources({ now, filter: { source: 'ofac-sdn' } });
    expect(feed.warnings).toHaveLength(1);
    const lines: string[] = [];
    const out = (line: string) => lines.push(line);
    await runSources({ databases, filter: { source: 'ofac-sdn' }, json: false, now, out });
    expect(lines.at(-1)).toBe('  WARNING: its publisher has a new edition every week: this one is overdue');
  });
});

describe('portcullis sources SOURCE KEY', () => {
  async function history(key: string, json: boolean) {
    const lines: string[] = [];
    const operatorLog = memoryOperatorLog();
    const { acts } = operatorLog;
    await runHistory({
      ...{ databases, operator: 'test', source: 'ofac-sdn', key, json },
      operatorLog,
      out: (line) => {
        expect(acts).toHaveLength(1);
        lines.push(line);
      },
    });
    return { lines, acts };
  }

  it('shows each version with its place and what changed, and withdrawal; the log keeps the look, not the key', async () => {
    await load([entry(1, 'EXEMPLAROV, Renamed'), entry(2, 'EXEMPLAROV, Two')]);
    await load([entry(2, 'EXEMPLAROV, Two')], { whole: true });
    const { lines, acts } = await history('1', false);
    expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
      expect.stringMatching(/^persons\.person person_\w+ version 1: changed \S+Z by run_\w+$/),
      expect.stringMatching(/^persons\.person person_\w+ version 2: withdrawn \S+Z by run_\w+$/),
    ]);
    expect(lines.join('\n')).toMatch(/recorded \S+Z, of EU-SANCTIONS-DESK, from sdn\.csv:1 \(ofac-sdn /);
    expect(lines.at(-1)).toMatch(/^ {2}changed: .*name/);
    expect(lines.join('\n')).not.toContain('EXEMPLAROV');
    expect(acts).toEqual([expect.objectContaining({ act: 'history', originator: 'EU-SANCTIONS-DESK' })]);
    expect(acts[0]?.facts).toEqual({
      source: 'ofac-sdn',
      keySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      versions: 2,
    });
  });

  it('shows with --json what each version said, as it stood in its file', async () => {
    const { lines } = await history('2', true);
    const [version, ...others] = JSON.parse(lines[0] ?? '');
    expect(others).toEqual([]);
    expect(version).toMatchObject({
      state: 'LIVE',
      version: 1,
      raw: entry(2, 'EXEMPLAROV, Two'),
      record: { kind: 'person' },
    });
  });

  it('is in the log once for each agency whose versions are shown: its auditor sees no other', async () => {
    const format = formats.get('ofac-sdn');
    if (!format) throw new Error('no format');
    const file = writeFile('sdn.csv', `${entry(1, 'EXEMPLAROV, Taken')}\n`);
    const envelope = { originator: 'EU-ANALYSIS' };
    await ingest({ format, files: [file], envelope, databases, linkKey, policy, ...testRun() });
    const operatorLog = memoryOperatorLog();
    const { acts } = operatorLog;
    await runHistory({
      ...{ databases, operator: 'test', source: 'ofac-sdn', key: '1', json: true, out: () => undefined },
      operatorLog,
    });
    expect(acts.map(({ originator, facts }) => [originator, facts.versions]).sort()).toEqual([
      ['EU-ANALYSIS', 1],
      ['EU-SANCTIONS-DESK', 2],
    ]);
    expect(new Set(acts.map(({ id }) => id)).size).toBe(2);
  });

  it('says so where no record has the key', async () => {
    expect((await history('999', false)).lines).toEqual([
      'No record of this source has this key: it never existed, or was purged.',
    ]);
  });
});

describe('portcullis sources, of many files', () => {
  it('names a few files of a delivery of many messages, and counts the others', async () => {
    const format = formats.get('ens');
    if (!format) throw new Error('no format');
    const files = Array.from({ length: 7 }, (_, index) =>
      writeFile(
        `m${index}.xml`,
        `<ie:CC315A xmlns:ie="http://ics.dgtaxud.ec/CC315A"><MesSenMES3>GB000000000001/1</MesSenMES3><HEAHEA><RefNumHEA4>SPECIMEN-${index}</RefNumHEA4></HEAHEA></ie:CC315A>`,
      ),
    );
    const envelope = { originator: 'NL-CUSTOMS' };
    await ingest({ format, files, envelope, databases, linkKey, policy, ...testRun() });
    const lines: string[] = [];
    await runSources({ databases, filter: { source: 'ens' }, json: false, out: (line) => lines.push(line) });
    expect(lines.join('\n')).toContain('from m0.xml, m1.xml, m2.xml, m3.xml, m4.xml and 2 more (ens');
    const [feed] = await sources({ filter: { source: 'ens' } });
    expect(feed.loaded.files).toHaveLength(7);
  });
});
