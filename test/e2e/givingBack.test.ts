import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { writeFile } from '../ingest/support/samples.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../support/command.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const directory = temporaryDataDirectory();
const database = await ownTestDatabase();

const start = (args: readonly string[], environment: Record<string, string> = {}): RunningCommand =>
  runCommand([...args, '--data', directory.path], { DATABASE_URL: database.adminUrl, ...environment });

const header = 'date,longitude,latitude,vessel_name';
const attacks = (...vessels: string[]) =>
  writeFile('attacks.csv', `${[header, ...vessels.map((name) => `2001-01-01,1,2,${name}`)].join('\n')}\n`);

async function run(...args: string[]) {
  const { code, out, err } = await start(args).said();
  return { code, out: out.trim(), err: err.trim() };
}
const json = ({ out }: { out: string }) => JSON.parse(out.split('\n').at(-1) ?? '');

/** Waits for a line of the log. */
async function untilLogged(server: RunningCommand, pattern: RegExp): Promise<string> {
  for (;;) {
    const match = pattern.exec(server.err());
    if (match) return match[0];
    if (server.process.exitCode !== null) throw new Error(server.err().slice(-2000));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Ingests a record that says of itself that it has expired: for a whole delivery an operator cannot say so. */
function ingestExpired(key: string) {
  const envelope = { originator: 'EU-ANALYSIS', expiresAt: '2020-01-01T00:00:00Z' };
  const record = { kind: 'incident', sourceRef: key, incidentKind: 'PIRACY', title: key, envelope };
  const line = { format: 'portcullis-jsonl', formatVersion: 1, source: 'pirate-attacks', record, raw: key };
  const file = writeFile('expired.jsonl', `${JSON.stringify(line)}\n`);
  return run('ingest', 'auto', file, '--source', 'pirate-attacks', '--originator', 'EU-ANALYSIS', '--json');
}

/** A server that is ready before the second of its nightly purge, to which one record has expired. */
async function serveBeforePurge(expire: () => Promise<unknown>): Promise<RunningCommand> {
  // Why again: a busy machine may take longer to start it, and whatever was purged meanwhile has to be there anew.
  for (let seconds = 8; ; seconds *= 2) {
    await expire();
    const soon = new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);
    const at = [soon.getHours(), soon.getMinutes(), soon.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
    const server = start(
      ['serve', '--workers', '2', '--no-demo', '--port', '0', '--purge-at', at, '--audit-index-at', at],
      {
        PORTCULLIS_LOG_LEVEL: 'info',
      },
    );
    await server.until(/is ready at/);
    if (Date.now() < soon.getTime()) return server;
    await server.close();
  }
}

describe('records that are given back, and records that expire', () => {
  test('an export is read again and changes nothing, and both are in the audit log', async () => {
    const originator = ['--originator', 'EU-ANALYSIS'];
    const first = await run(
      'ingest',
      'pirate-attacks',
      attacks('Exemplar One', '=Exemplar Two'),
      ...originator,
      '--json',
    );
    expect([first.code, json(first).stored]).toEqual([0, 2]);
    const output = join(directory.path, 'back.jsonl');
    const source = ['--source', 'pirate-attacks'];
    const out = await run('export', ...source, ...originator, '--format', 'jsonl', '--output', output, '--json');
    expect([out.code, json(out)]).toEqual([0, expect.objectContaining({ records: 2, output, lost: {} })]);
    const again = await run('ingest', 'auto', output, ...source, ...originator, '--json');
    expect(json(again)).toMatchObject({
      format: 'portcullis-jsonl',
      source: 'pirate-attacks',
      stored: 0,
      unchanged: 2,
    });

    const [csv, mapping] = [join(directory.path, 'back.csv'), join(directory.path, 'back.yaml')];
    const table = await run(
      ...[
        'export',
        ...source,
        ...originator,
        '--format',
        'csv',
        '--output',
        csv,
        '--mapping-output',
        mapping,
        '--json',
      ],
    );
    expect(table.code).toBe(0);
    expect(readFileSync(csv, 'utf8')).toContain(",'=Exemplar Two");
    const check = await run('ingest', 'mapped', csv, '--mapping', mapping, ...originator, '--check', '--json');
    expect(json(check)).toMatchObject({ read: 2, quarantined: 0, unmapped: {} });

    const raw = await run('export', ...source, ...originator, '--format', 'raw');
    expect(raw.out.split('\n').sort()).toEqual(['2001-01-01,1,2,=Exemplar Two', '2001-01-01,1,2,Exemplar One']);
    expect(raw.err).toMatch(/exported 2 records of pirate-attacks to EU-ANALYSIS as raw/);

    const refused = await run('export', ...source, '--originator', 'BE-CUSTOMS', '--format', 'raw');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toBe(
      'portcullis: BE-CUSTOMS has no records of the source pirate-attacks. It has no records at all. (BAD_USER_INPUT)',
    );
    const wrong = await run('ingest', 'portcullis-jsonl', output, ...originator);
    expect(wrong.err).toMatch(/needs the source of the records: --source NAME/);

    const verified = await run('audit', 'verify', '--json');
    expect([verified.code, json(verified).verdict]).toEqual([0, 'OK']);
  });

  test('what has expired goes by hand, and every night while serving, and the log is indexed', async () => {
    expect(json(await ingestExpired('Exemplar Three')).stored).toBe(1);
    expect(json(await run('purge', '--check', '--json'))).toMatchObject({
      state: 'CHECKED',
      due: {
        records: [{ source: 'pirate-attacks', originator: 'EU-ANALYSIS', table: 'incidents.incident', count: 1 }],
      },
    });
    expect(json(await run('purge', '--json'))).toMatchObject({ state: 'DONE', deleted: { records: 1 } });
    expect((await run('purge')).out).toMatch(/^Nothing has expired/);

    const server = await serveBeforePurge(() => ingestExpired('Exemplar Four'));
    const line = await untilLogged(server, /\{[^\n]*nightly purge[^\n]*\}/);
    expect(JSON.parse(line)).toMatchObject({ records: 1, history: 0, msg: 'nightly purge: done' });
    const index = await untilLogged(server, /\{[^\n]*nightly index[^\n]*\}/);
    expect(JSON.parse(index)).toMatchObject({ msg: 'nightly index: done' });
    expect(JSON.parse(index).indexed.map(({ log }: { log: string }) => log)).toEqual(
      expect.arrayContaining(['main', 'main.cli']),
    );
    expect(await server.close()).toBe(0);
    expect(server.err().match(/nightly (?:purge|index)/g)).toHaveLength(2);
  });
});
