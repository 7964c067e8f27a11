import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { runWatch, type WatchCommandOptions } from '../../../cli/watch/runWatch.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import { withAdmin } from '../../../storage/roles.js';
import { linkKey, makeFolder, ownIngestDatabase, testRun } from '../../ingest/support/samples.js';
import { memoryOperatorLog, recordBy } from '../../support/acts.js';

const policy = loadPolicy();
const header = 'date,longitude,latitude,vessel_name';
const { database, databases } = await ownIngestDatabase();
let folder: string;
let stop: AbortController;

beforeEach(() => {
  folder = makeFolder();
  stop = new AbortController();
});

interface Seen {
  readonly lines: string[];
  readonly events: Record<string, string>[];
  /** True where every delivery was ingested. */
  readonly good: Promise<boolean>;
  until(event: string, delivery?: string): Promise<void>;
}

function watch(options: Partial<WatchCommandOptions> = {}): Seen {
  const lines: string[] = [];
  const events: Record<string, string>[] = [];
  const good = runWatch({
    ...{ folder, databases, policy, keys: { link: linkKey }, operatorLog: memoryOperatorLog(), ...testRun() },
    log: pino({ level: 'silent' }),
    ...{ format: 'auto', envelope: { originator: 'EU-ANALYSIS' }, limits: { maxBadPercent: 5 } },
    ...{ intervalMs: 60, once: false, waitMs: 20_000, signal: stop.signal, json: true },
    ...options,
    out: (line) => {
      lines.push(line);
      if (options.json !== false) events.push(JSON.parse(line));
    },
  });
  const until = async (event: string, delivery?: string): Promise<void> => {
    const isThere = () => events.some((one) => one.event === event && (!delivery || one.delivery === delivery));
    for (let waited = 0; !isThere(); waited += 20) {
      if (waited > 25_000) throw new Error(`no ${event} ${delivery}: ${lines.join('\n')}`);
      await sleep(20);
    }
  };
  return { lines, events, good, until };
}

const once = (options: Partial<WatchCommandOptions> = {}) => watch({ ...options, once: true });

/** Rows of one ship a line. */
const attacks = (name: string, rows = 3): string =>
  [header, ...Array.from({ length: rows }, (_, index) => `2001-01-01,1,${index % 90},${name} ${index}`)].join('\n');

const deliver = (name: string, text: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};

/** Files of `done` or `failed`, without the time before their names. */
const namesIn = (where: string): string[] =>
  readdirSync(join(folder, where))
    .map((name) => name.replace(/^\d{8}T\d{9}Z-/, ''))
    .sort();

const reportOf = (where: string, name: string) => {
  const found = readdirSync(join(folder, where)).find((file) => file.endsWith(`-${name}.report.json`)) ?? '';
  return JSON.parse(readFileSync(join(folder, where, found), 'utf8'));
};

const shipsNamed = async (name: string): Promise<number> => {
  const [row] = await databases.incidents.exec<{ count: number }>(
    'select count(*)::int as count from incidents.incident_vessel where stated_name like $1',
    [`${name} %`],
  );
  return row?.count ?? 0;
};

/** Waits until the run of a delivery has begun. */
async function untilBegun(seen: Seen, delivery: string): Promise<void> {
  for (let begun = false; !begun; await sleep(5)) {
    expect(seen.events.filter(({ event }) => event !== 'WATCHING')).toEqual([]);
    begun = (await databases.ingest.exec('select id from ingest.run where $1 = any(files)', [delivery])).length > 0;
  }
}

describe('portcullis ingest --watch --once', () => {
  it('ingests complete files, moves each to done with its report, and leaves what is not complete', async () => {
    deliver('attacks.csv', attacks('Exemplar Watched'));
    deliver('later.csv.part', attacks('Exemplar Later'));
    deliver('.hidden.csv', attacks('Exemplar Hidden'));
    expect(await once().good).toBe(true);
    expect(namesIn('done')).toEqual(['attacks.csv', 'attacks.csv.report.json', 'attacks.csv.report.txt']);
    expect(reportOf('done', 'attacks.csv')).toMatchObject({
      state: 'DONE',
      format: 'pirate-attacks',
      originator: 'EU-ANALYSIS',
      stored: 3,
      files: [{ name: 'attacks.csv' }],
    });
    expect(readdirSync(folder).sort()).toEqual(['.hidden.csv', '.taken', 'done', 'failed', 'later.csv.part']);
    expect(await shipsNamed('Exemplar Watched')).toBe(3);
    expect((await shipsNamed('Exemplar Later')) + (await shipsNamed('Exemplar Hidden'))).toBe(0);
  });

  it('takes a folder that was renamed in as one delivery', async () => {
    const entry = (id: number) =>
      `${id},"EXEMPLAROV, Fictitia","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970."`;
    deliver('.incoming/sdn.csv', `${entry(1)}\r\n${entry(2)}\r\n`);
    deliver('.incoming/alt.csv', '1,1,"aka","FICTITIUS",-0- \r\n');
    deliver('.incoming/.DS_Store', 'x');
    renameSync(join(folder, '.incoming'), join(folder, '2026-11-25'));
    expect(await once({ format: 'ofac-sdn' }).good).toBe(true);
    expect(namesIn('done')).toEqual(['2026-11-25', '2026-11-25.report.json', '2026-11-25.report.txt']);
    expect(reportOf('done', '2026-11-25').files.map(({ name }: { name: string }) => name)).toEqual([
      'alt.csv',
      'sdn.csv',
    ]);
    expect(reportOf('done', '2026-11-25')).toMatchObject({ source: 'ofac-sdn', stored: 2 });
  });

  it('moves what cannot be ingested to failed, with code and hint, and goes on with the rest', async () => {
    deliver('a-noise.bin', '\u0000\u0001 no format knows this');
    deliver('b-broken.csv', [attacks('Exemplar Broken', 10), 'broken'].join('\n'));
    deliver('c-good.csv', attacks('Exemplar Good'));
    mkdirSync(join(folder, 'd-linked'));
    deliver('d-linked/a.csv', attacks('Exemplar Linked'));
    symlinkSync('/etc/hostname', join(folder, 'd-linked', 'b.csv'));
    // It was said to be not yet complete, for ever.
    deliver('e-nested/folder/a.csv', attacks('Exemplar Nested'));
    const seen = once();
    expect(await seen.good).toBe(false);
    expect(namesIn('done')).toEqual(['c-good.csv', 'c-good.csv.report.json', 'c-good.csv.report.txt']);
    expect(reportOf('failed', 'a-noise.bin')).toMatchObject({
      delivery: 'a-noise.bin',
      error: { code: 'BAD_USER_INPUT', message: expect.any(String), hint: expect.any(String) },
    });
    const { error } = reportOf('failed', 'b-broken.csv');
    expect(error).toMatchObject({ code: 'INGEST_ROLLED_BACK', run: expect.stringMatching(/^run_/) });
    const text = readdirSync(join(folder, 'failed')).find((name) => name.endsWith('b-broken.csv.report.txt')) ?? '';
    expect(readFileSync(join(folder, 'failed', text), 'utf8')).toContain(`quarantine --run ${error.run}`);
    expect(reportOf('failed', 'd-linked').error).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(reportOf('failed', 'e-nested').error.message).toMatch(/^folder in it is not a regular file/);
    expect((await shipsNamed('Exemplar Broken')) + (await shipsNamed('Exemplar Linked'))).toBe(0);
    expect(await shipsNamed('Exemplar Good')).toBe(3);
  });

  it('never follows a link, nor overwrites what lies in done', async () => {
    symlinkSync('/etc/hostname', join(folder, 'link.csv'));
    deliver('same.csv', attacks('Exemplar First'));
    const seen = once();
    await seen.good;
    expect(seen.events).toContainEqual({ event: 'PASSED_OVER', name: 'link.csv', why: 'links are not followed' });
    expect(readdirSync(folder)).toContain('link.csv');
    deliver('same.csv', attacks('Exemplar Second'));
    await once().good;
    const kept = readdirSync(join(folder, 'done')).filter((name) => name.endsWith('-same.csv'));
    expect(kept.map((name) => readFileSync(join(folder, 'done', name), 'utf8').includes('First')).sort()).toEqual([
      false,
      true,
    ]);
  });

  it('says in words what happened', async () => {
    deliver('words.csv', attacks('Exemplar Words'));
    const { good, lines } = once({ json: false });
    await good;
    expect(lines).toEqual([
      expect.stringMatching(/^watching /),
      'words.csv: done',
      expect.stringMatching(/^pirate-attacks as EU-ANALYSIS: read 3, stored 3/),
      '  of the stored: 3 new, 0 changed',
      expect.stringMatching(/^ {2}moved to done\/\d{8}T\d{9}Z-words\.csv$/),
      'stopped',
    ]);
  });

  const refused = Object.assign(new Error('no password'), { code: '28P01' });
  const full = Object.assign(new Error('no space'), { code: '53100' });
  it.each([
    ['a busy log', 'Exemplar Unlogged', new PortcullisError('AUDIT_UNAVAILABLE'), null],
    ['a forked log', 'Exemplar Forked', new PortcullisError('AUDIT_FORKED'), 'AUDIT_FORKED'],
    [
      'a wrong password',
      'Exemplar Refused',
      new PortcullisError('AUDIT_UNAVAILABLE', { cause: refused }),
      'AUDIT_UNAVAILABLE',
    ],
    ['a full disk', 'Exemplar Full', new PortcullisError('SOURCE_UNAVAILABLE', { cause: full }), 'SOURCE_UNAVAILABLE'],
  ] as const)(
    'leaves a delivery at hand for %s, waits for what passes alone, and takes it up at the next start',
    async (_what, ship, error, ends) => {
      deliver('unlogged.csv', attacks(ship));
      const seen = once({ waitMs: 1500, record: recordBy(() => Promise.reject(error)) });
      if (ends === null) expect(await seen.good).toBe(false);
      else await expect(seen.good).rejects.toMatchObject({ code: ends });
      expect(seen.events.at(-1)).toEqual({ event: 'STOPPED', atHand: 'unlogged.csv' });
      expect(seen.events.filter(({ event }) => event === 'WAITING')).toHaveLength(ends === null ? 1 : 0);
      expect(await shipsNamed(ship)).toBe(0);
      expect([...readdirSync(join(folder, 'done')), ...readdirSync(join(folder, 'failed'))]).toEqual([]);
      expect(await once().good).toBe(true);
      expect(reportOf('done', 'unlogged.csv')).toMatchObject({ stored: 3, resumed: true });
      expect(readdirSync(join(folder, '.taken'))).toEqual([]);
    },
  );

  it('ends where the database takes a right away, and blames no delivery of the folder', async () => {
    const on = (statement: string) => withAdmin(database.adminUrl, (admin) => admin.query(statement));
    await on('revoke insert on incidents.staged from portcullis_ingest');
    deliver('one.csv', attacks('Exemplar One'));
    deliver('two.csv', attacks('Exemplar Two'));
    const seen = once();
    await expect(seen.good).rejects.toMatchObject({ code: 'DATABASE_REFUSED' });
    await on('grant insert on incidents.staged to portcullis_ingest');
    expect([...readdirSync(join(folder, 'done')), ...readdirSync(join(folder, 'failed'))]).toEqual([]);
    expect(await once().good).toBe(true);
    expect(await shipsNamed('Exemplar One')).toBe(3);
    expect(await shipsNamed('Exemplar Two')).toBe(3);
  });
});

describe('portcullis ingest --watch', () => {
  it('takes files while they come, never one that still grows, until it is stopped', async () => {
    const seen = watch();
    await seen.until('WATCHING');
    deliver('growing.csv', header);
    for (let row = 0; row < 12; row += 1) {
      await sleep(25);
      appendFileSync(join(folder, 'growing.csv'), `\n2001-01-01,1,${row},Exemplar Growing ${row}`);
    }
    deliver('.quick', attacks('Exemplar Quick'));
    renameSync(join(folder, '.quick'), join(folder, 'quick.csv'));
    await seen.until('PUT_AWAY', 'growing.csv');
    await seen.until('PUT_AWAY', 'quick.csv');
    stop.abort();
    expect(await seen.good).toBe(true);
    expect(reportOf('done', 'growing.csv')).toMatchObject({ stored: 12 });
    expect(await shipsNamed('Exemplar Quick')).toBe(3);
  });

  it('finishes the batch at hand when it is stopped, and the next start goes on where it ended', async () => {
    deliver('long.csv', attacks('Exemplar Long', 8_000));
    const seen = watch();
    await untilBegun(seen, 'long.csv');
    stop.abort();
    expect(await seen.good).toBe(true);
    expect(seen.events.at(-1)).toEqual({ event: 'STOPPED', atHand: 'long.csv' });
    expect(await shipsNamed('Exemplar Long')).toBe(0);
    stop = new AbortController();
    expect(await once().good).toBe(true);
    expect(reportOf('done', 'long.csv')).toMatchObject({ resumed: true, read: 8_000 });
    expect(await shipsNamed('Exemplar Long')).toBe(8_000);
  });

  it('takes a new file of the same name apart from the one at hand', async () => {
    deliver('nightly.csv', attacks('Exemplar Monday', 2000));
    let replaced = false;
    const seen = watch({
      record: recordBy(() => {
        if (!replaced) deliver('nightly.csv', attacks('Exemplar Tuesday'));
        replaced = true;
      }),
    });
    for (let found = 0; found < 2; await sleep(20)) {
      found = seen.events.filter(({ event }) => event === 'PUT_AWAY').length;
    }
    stop.abort();
    await seen.good;
    expect([await shipsNamed('Exemplar Monday'), await shipsNamed('Exemplar Tuesday')]).toEqual([2000, 3]);
    expect(namesIn('done').filter((name) => name === 'nightly.csv')).toHaveLength(2);
  });

  it('takes up what a dead watcher had at hand: first, but last where three watchers died over it', async () => {
    for (const [name, deaths] of [
      ['innocent.csv', '1'],
      ['suspect.csv', '3'],
    ] as const) {
      deliver(`.taken/${name}`, attacks(`Exemplar ${name}`));
      const note = createHash('sha256').update(name).digest('hex').slice(0, 32);
      deliver(`.taken/.${note}.at-hand`, deaths);
    }
    deliver('fresh.csv', attacks('Exemplar Fresh'));
    const seen = once();
    expect(await seen.good).toBe(true);
    const order = seen.events.filter(({ event }) => event === 'PUT_AWAY').map(({ delivery }) => delivery);
    expect(order).toEqual(['innocent.csv', 'fresh.csv', 'suspect.csv']);
    expect(readdirSync(join(folder, '.taken'))).toEqual([]);
  });

  it('tries again when PostgreSQL ends its connections in the middle of a delivery, and goes on', async () => {
    deliver('cut.csv', attacks('Exemplar Cut', 4000));
    const seen = watch();
    await untilBegun(seen, 'cut.csv');
    const end = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'portcullis_ingest'`;
    await withAdmin(database.adminUrl, (admin) => admin.query(end));
    await seen.until('PUT_AWAY', 'cut.csv');
    stop.abort();
    expect(await seen.good).toBe(true);
    expect(seen.events).toContainEqual({
      event: 'WAITING',
      delivery: 'cut.csv',
      why: 'SOURCE_UNAVAILABLE',
      waitedMs: expect.any(Number),
    });
    expect(reportOf('done', 'cut.csv')).toMatchObject({ read: 4000, resumed: true });
    expect(await shipsNamed('Exemplar Cut')).toBe(4000);
  });

  it('puts away a name that is as long as names can be', async () => {
    const name = `${'é'.repeat(125)}x.csv`;
    deliver(name, attacks('Exemplar Long-Name'));
    expect(await once().good).toBe(true);
    const [, shortened = ''] = /^\w+-(.*)$/.exec(readdirSync(join(folder, 'done')).sort()[0] ?? '') ?? [];
    expect(shortened).toMatch(/^é{50,}\.csv$/u);
  });

  it('goes on with the rest where one cannot be put away, and makes done and failed again where they are gone', async () => {
    const seen = watch();
    await seen.until('WATCHING');
    rmSync(join(folder, 'done'), { recursive: true });
    rmSync(join(folder, 'failed'), { recursive: true });
    writeFileSync(join(folder, 'failed'), 'in the way');
    deliver('a-noise.bin', 'no format knows this');
    await seen.until('STUCK', 'a-noise.bin');
    deliver('b-good.csv', attacks('Exemplar After'));
    await seen.until('PUT_AWAY', 'b-good.csv');
    stop.abort();
    expect(await seen.good).toBe(false);
    expect(readdirSync(join(folder, '.taken'))).toEqual(['a-noise.bin']);
    rmSync(join(folder, 'failed'));
    stop = new AbortController();
    await once().good;
    expect(namesIn('failed')).toContain('a-noise.bin');
  });

  it('is the only one of its folder, and takes over the lock of a dead one', async () => {
    const lock = join(folder, '.portcullis-watch.lock');
    writeFileSync(lock, '{"pid":999999999,"startedAt":"long ago"}\n');
    const seen = watch();
    await seen.until('WATCHING');
    await expect(once().good).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('Another'),
    });
    stop.abort();
    await seen.good;
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['a folder that is not there', { folder: '/nowhere' }, 'BAD_USER_INPUT'],
    ['an agency that is not listed', { envelope: { originator: 'XX-NOBODY' } }, 'BAD_USER_INPUT'],
    ['an agency that originates nothing', { envelope: { originator: 'ES-TAX' } }, 'FORBIDDEN'],
    [
      'an agency that does not originate the format',
      { envelope: { originator: 'BE-CUSTOMS' }, format: 'ofac-sdn' },
      'FORBIDDEN',
    ],
    ['an unknown format', { format: 'x' }, 'BAD_USER_INPUT'],
  ])('refuses %s before it takes anything', async (_, options, code) => {
    deliver('kept.csv', attacks('Exemplar Kept'));
    await expect(once(options).good).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toContain('kept.csv');
  });

  it('refuses a folder whose done leads elsewhere', async () => {
    symlinkSync(tmpdir(), join(folder, 'done'));
    await expect(once().good).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
