import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../../cli/commands/program.js';
import { formatsTable } from '../../cli/ingest/formats.js';
import type { Format } from '../../ingest/formats/format.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { packageFile, root } from '../../schema/files.js';
import { ingest } from '../ingest/support/ingestFiles.js';
import { linkKey, openIngestDatabases, readAll, testRun, writeFile } from '../ingest/support/samples.js';
import { shortLived, temporaryDataDirectory } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

/*
 * docs/INGEST.md: its commands are run, and its table is fresh. ingest/formats/README.md: the format that it shows compiles, and
 * passes its test.
 */
const text = readFileSync(packageFile('docs', 'INGEST.md'), 'utf8');
const commands = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
const guide = readFileSync(packageFile('ingest', 'formats', 'README.md'), 'utf8');
const code = [...guide.matchAll(/<!-- file (\S+) -->\n```ts\n(.*?)```/gs)].map(([, path = '', block = '']) => ({
  path,
  block,
}));

const folder = mkdtempSync(join(tmpdir(), 'portcullis-docs-'));
const example = mkdtempSync(join(root, 'dist', 'docs-'));
const directory = temporaryDataDirectory();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  writeFixtures();
});
afterAll(async () => {
  await database?.close();
  for (const made of [folder, example]) rmSync(made, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function runFile(file: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return new Promise((done) => {
    execFile(file, [...args], { cwd: folder, env: { ...inherited, ...environment } }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

/** Runs lines of the document in a shell that knows `portcullis`, as built. */
const runShell = (block: string): Promise<Ended> =>
  runFile('/bin/sh', ['-e', '-c', block], {
    DATABASE_URL: database.adminUrl,
    PORTCULLIS_DATA: directory.path,
    PORTCULLIS_LOG_LEVEL: 'error',
    PATH: `${join(folder, '.bin')}:${process.env.PATH}`,
  });

/** What `portcullis COMMAND --help` prints; empty where there is no such command. */
function helpOf(names: readonly string[]): string {
  let command: Command | undefined = createProgram();
  for (const name of names) command = command?.commands.find((one) => one.name() === name);
  return command?.helpInformation() ?? '';
}

/** The files that the document speaks of, invented. */
function writeFixtures(): void {
  const entry = (id: number) =>
    `${id},"EXEMPLAROV ${id}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970."\r\n`;
  const attacks = (year: number) =>
    `date,longitude,latitude,vessel_name\n${year}-01-01,1,1,Exemplar One\n${year}-01-02,1,2,Exemplar Two\n${year}-01-03,1,3,Exemplar Three\n`;
  const fixtures: Record<string, string> = {
    'sdn.csv': entry(1) + entry(2) + entry(3),
    'add.csv': '1,1,"1 Example Street","Nowhere","Utopia",-0- \r\n',
    'alt.csv': '1,1,"aka","FICTITIUS",-0- \r\n',
    'sdn_comments.csv': '2,"Specimen remark."\r\n',
    'pirate_attacks.csv': `${attacks(2001)}broken\n`,
    'attacks_2018.csv': attacks(2018),
    'attacks_2019.csv': attacks(2019),
    'closed_report.csv': attacks(2020),
    'watchlist.csv': 'No,Surname,Given name,Born\n1,EXEMPLAROV,Ivan,1970-01-31\n2,SPECIMEN,Erika,1964-02-29\n',
  };
  for (const [name, content] of Object.entries(fixtures)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, '.bin'));
  const shim = join(folder, '.bin', 'portcullis');
  writeFileSync(
    shim,
    `#!/bin/sh\nexec "${process.execPath}" ${shortLived.join(' ')} "${packageFile('dist', 'cli', 'main.js')}" "$@"\n`,
  );
  chmodSync(shim, 0o755);
}

describe('the commands of docs/INGEST.md', () => {
  const printed: string[] = [];

  test('run one after the other, and do what the text says', async () => {
    expect(commands.length).toBeGreaterThan(9);
    for (const block of commands) {
      const { code, out, err } = await runShell(block);
      expect({ block, code, err }).toEqual({ block, code: 0, err: '' });
      printed.push(out);
    }
    const all = printed.join('\n');
    expect(all).toMatch(/would ingest pirate-attacks as EU-ANALYSIS: read 4, stored 3, unchanged 0, quarantined 1,/);
    expect(all).toMatch(/^pirate-attacks as EU-ANALYSIS: read 4, stored 3, unchanged 0, quarantined 1,/m);
    expect(all).toMatch(/^pirate-attacks as EU-ANALYSIS: read 3, stored 3, unchanged 0, quarantined 0,/m);
    const [, shown = ''] = /^## The result\n\n```text\n(.*?)```/ms.exec(text) ?? [];
    const result = /^pirate-attacks as EU-ANALYSIS: read 4.*\n(?:.*\n){3}/m.exec(all)?.[0];
    expect(result?.replace(/[\d.]+ s$/m, '0.2 s').replace(/run_\w+$/m, 'run_...')).toBe(shown);
    expect(all).toMatch(/^reason {7}fields\.wrongNumber$/m);
    expect(readFileSync(join(folder, 'repair.csv'), 'utf8')).toBe('date,longitude,latitude,vessel_name\nbroken\n');
    const done = readdirSync(join(folder, 'inbox', 'done')).map((name) => name.replace(/^\w+?-/, ''));
    expect(done.sort()).toEqual(
      ['2026-11-25', 'attacks_2019.csv'].flatMap((name) => [name, `${name}.report.json`, `${name}.report.txt`]),
    );
    const [fresh] = JSON.parse(readFileSync(join(folder, 'freshness.json'), 'utf8'));
    expect(fresh).toMatchObject({
      source: 'ofac-sdn',
      records: 3,
      quarantined: 0,
      lastRun: { state: 'DONE', operator: 'nightly' },
    });
    expect(fresh.age).toEqual(expect.any(String));
    expect(all).toMatch(/^persons\.person person_\w+ version 1: live$/m);
    expect(all).toMatch(/^would ingest portcullis-jsonl as EU-SANCTIONS-DESK: read 3, stored 0, unchanged 3,/m);
    expect(all).toMatch(/main\.cli/);
  });

  it('have the switches that the text names', async () => {
    const named = new Map<string, Set<string>>();
    for (const [, command = '', rest = ''] of text.matchAll(/portcullis ((?:audit )?[a-z]+)([^`\n|>]*)/g)) {
      const known = named.get(command) ?? new Set();
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) known.add(option);
      named.set(command, known);
    }
    expect(named.size).toBeGreaterThan(8);
    const { code, out } = await runShell('portcullis ingest --help');
    expect([code, out.startsWith(helpOf(['ingest']))]).toEqual([0, true]);
    for (const [command, options] of named) {
      const help = helpOf(command.split(' '));
      expect(help).toMatch(new RegExp(`^Usage: portcullis ${command} `));
      for (const option of options) expect([command, option, help.includes(option)]).toEqual([command, option, true]);
    }
  });

  it('stand beside a table of the formats that is made of them', () => {
    const [, table = ''] = /<!-- formats: generated .*? -->\n(.*?)\n<!-- \/formats -->/s.exec(text) ?? [];
    expect(table).toBe(formatsTable());
  });
});

/** Writes the shown files beside each other, with their imports of others led to where those are. */
function writeExample(): string[] {
  const shown = new Set(code.map(({ path }) => path));
  return code.map(({ path, block }) => {
    const written = block.replaceAll(/(from ')(\.[^']+)(')/g, (_, before: string, to: string, after: string) => {
      const target = relative(root, resolve(root, dirname(path), to)).replace(/\.js$/, '.ts');
      const place = shown.has(target) ? join(example, basename(target)) : join(root, target);
      const from = relative(example, place).replace(/\.ts$/, '.js');
      return `${before}${from.startsWith('.') ? from : `./${from}`}${after}`;
    });
    // Why another name: nothing that is only shown is a test of its own.
    const file = join(example, basename(path));
    writeFileSync(file, written);
    return file;
  });
}

const [formatFile = '', testFile = '', listFile = ''] = writeExample();
const { harbourReports } = (await import(formatFile)) as { readonly harbourReports: Format };
const { portBans } = (await import(listFile)) as { readonly portBans: Format };
await import(testFile);

describe('the format that ingest/formats/README.md shows', () => {
  it('is type-safe by the rules of this repository, and so is its test', async () => {
    const settings = { extends: '../../tsconfig.json', compilerOptions: { incremental: false }, include: ['*.ts'] };
    writeFileSync(join(example, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = packageFile('node_modules', 'typescript', 'bin', 'tsc');
    expect(await runFile(process.execPath, [tsc, '-p', example])).toEqual({ code: 0, out: '', err: '' });
  });

  it('is stored by the pipeline, once policy lists who may enter it', async () => {
    const policy = loadPolicy();
    const agency = policy.agencies['NL-CUSTOMS'];
    if (!agency) throw new Error('no agency');
    const listed = { ...agency, originates: [...agency.originates, harbourReports.name] };
    const databases = openIngestDatabases(database);
    const load = () =>
      ingest({
        format: harbourReports,
        files: [writeFile('reports.csv', `Report No,Observed,Place,Country,What\n${harbourReports.sample}\n,,,,\n`)],
        envelope: { originator: 'NL-CUSTOMS' },
        policy: { ...policy, agencies: { ...policy.agencies, 'NL-CUSTOMS': listed } },
        ...{ databases, linkKey, ...testRun() },
      });
    expect(await load()).toMatchObject({ read: 2, stored: 1, quarantined: 1, unmapped: {} });
    expect(await load()).toMatchObject({ read: 2, stored: 0, unchanged: 1 });
    await databases.close();
  });

  it('is short for a list: one file, which reads its sample', async () => {
    const rows = ['Ban No,Name,Nationality,From,Clerk', portBans.sample, 'PB-2,,,,', portBans.sample];
    const { records, rejects, unmapped } = await readAll(portBans, [writeFile('bans.csv', rows.join('\n'))]);
    expect(records).toMatchObject([{ sourceRef: 'PB-1', nationalities: ['MT'], qualityFlags: [] }]);
    expect([rejects.map(({ reason }) => reason), unmapped]).toEqual([['name.missing', 'entry.repeated'], {}]);
  });
});
