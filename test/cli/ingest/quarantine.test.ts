import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { runIngest } from '../../../cli/ingest/ingest.js';
import {
  type QuarantineCommand,
  runQuarantineList,
  runQuarantineRetry,
  runQuarantineShow,
} from '../../../cli/ingest/quarantine.js';
import { runQuarantineExport } from '../../../cli/ingest/quarantineExport.js';
import {
  listQuarantine,
  type QuarantineFilter,
  readQuarantinePages,
} from '../../../ingest/quarantine/quarantineStore.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import { linkKey, makeFolder, ownIngestDatabase, testRun, writeFile } from '../../ingest/support/samples.js';
import { failingOperatorLog, memoryOperatorLog } from '../../support/acts.js';

// All rows are invented.
const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

const mapping = (pattern: string) =>
  writeFile(
    'wanted.yaml',
    `version: 1
source: mapped-wanted
kind: person
input: { type: csv }
key: no
fields:
  names: name
  birthDates: { column: born, date: ['${pattern}'], onError: reject }
`,
  );
const table = writeFile(
  'wanted.csv',
  'no,name,born\n1,EXEMPLAROV Fictitius,1970-01-31\n2,SPECIMEN Example,31.01.1971\n',
);
const operatorLog = memoryOperatorLog();
const { acts } = operatorLog;
const access = () => ({
  databases,
  keys: { link: linkKey },
  policy,
  ...testRun(),
  operatorLog,
});
const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });

/** Runs a quarantine command and gives its lines. */
async function told(
  work: (command: QuarantineCommand) => Promise<unknown>,
  filter: QuarantineFilter = {},
  json = false,
): Promise<string[]> {
  const lines: string[] = [];
  await work({ ...access(), filter, json, out: (line: string) => lines.push(line) } as never as QuarantineCommand);
  return lines;
}

describe('portcullis quarantine', () => {
  it('lists, shows, exports and reads again by another mapping what a first one could not read', async () => {
    const result = await runIngest({
      ...access(),
      format: 'mapped',
      mapping: mapping('yyyy-MM-dd'),
      files: [table],
      envelope: { originator: 'NL-CUSTOMS', handling: ['H1'], classification: 'RESTREINT_UE' },
      json: true,
      out: () => undefined,
      isTerminal: false,
    });
    expect(result).toMatchObject({ stored: 1, quarantined: 1 });

    const [line, count] = await told(runQuarantineList, { run: result.run ?? '' });
    expect(line).toMatch(/^[\w-]{12} {2}wanted\.csv:3 {2}birthDates: /);
    expect(count).toMatch(/^1 mapped-wanted /);
    const id = line?.slice(0, 12) ?? '';
    expect((await told(runQuarantineShow, { ids: [id] })).at(-1)).toBe('2,SPECIMEN Example,31.01.1971');
    const looked = { operator: 'test', facts: { source: 'mapped-wanted' } };
    expect(acts.splice(0)).toMatchObject([{ act: 'quarantineShow', originator: 'NL-CUSTOMS', ...looked }]);
    await expect(told(runQuarantineShow, { ids: ['nothing'] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });

    const output = join(makeFolder(), 'repair.csv');
    const exported = () => told((command) => runQuarantineExport({ ...command, output, stdout }), { ids: [id] });
    await exported();
    // The command named neither: whose records left is known all the same.
    expect(acts.splice(0)).toMatchObject([
      {
        act: 'quarantineExport',
        originator: 'NL-CUSTOMS',
        facts: { source: looked.facts.source, records: 1, output: 'repair.csv' },
      },
    ]);
    await expect(exported()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(readFileSync(output, 'utf8').trim().split('\n')).toEqual(['no,name,born', '2,SPECIMEN Example,31.01.1971']);

    const again = (pattern: string) =>
      told((command) => runQuarantineRetry({ ...command, mapping: mapping(pattern), operator: 'test' }), { ids: [id] });
    const ofOther = writeFile('other.yaml', readFileSync(mapping('dd.MM.yyyy'), 'utf8').replace('-wanted', '-other'));
    const byOther = (filter: QuarantineFilter) =>
      told((command) => runQuarantineRetry({ ...command, mapping: ofOther, operator: 'test' }), filter);
    expect(await byOther({})).toEqual(['Nothing is in quarantine.']);
    await expect(byOther({ source: 'mapped-wanted' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const without = await told((command) => runQuarantineRetry({ ...command, operator: 'test' }), {});
    expect(without[0]).toContain('The format mapped needs a mapping');
    expect((await again('MM/dd/yyyy')).at(-1)).toBe('Solved 0 records.');
    expect((await again('dd.MM.yyyy')).at(-1)).toBe('Solved 1 records.');
    expect(await told(runQuarantineList, {})).toEqual(['Nothing is in quarantine.']);
    expect(await told(runQuarantineList, { all: true })).toHaveLength(2);
    const stored = await databases.persons.exec(
      'select name, handling_codes, classification from persons.person order by source_ref',
    );
    const envelope = { handling_codes: ['H1'], classification: 2 };
    expect(stored).toEqual([
      { name: 'EXEMPLAROV Fictitius', ...envelope },
      { name: 'SPECIMEN Example', ...envelope },
    ]);
  });

  it('says of ids that are not there that they are not, instead of doing nothing well', async () => {
    const retry = (command: QuarantineCommand) => runQuarantineRetry(command);
    const output = `${writeFile('kept.csv', '')}.new`;
    for (const work of [retry, (command: QuarantineCommand) => runQuarantineExport({ ...command, output, stdout })]) {
      await expect(told(work, { ids: ['nosuch'] })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: 'There is no such record in quarantine.',
      });
    }
    expect(existsSync(output)).toBe(false);
    expect(await told(retry)).toEqual(['Nothing is in quarantine.']);
  });

  it('shows and writes no text that is not in the audit log first', async () => {
    await quarantineTwo();
    const unwritable = failingOperatorLog(async () => {
      throw new PortcullisError('AUDIT_UNAVAILABLE');
    });
    const failing = (command: QuarantineCommand) => ({ ...command, operatorLog: unwritable, out });
    const [line] = await told(runQuarantineList, { source: 'mapped-wanted' });
    const lines: string[] = [];
    const out = (text: string) => lines.push(text);
    const output = join(makeFolder(), 'repair.csv');
    const filter = { ids: [line?.slice(0, 12) ?? ''] };
    const show = told((command) => runQuarantineShow(failing(command)), filter);
    await expect(show).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const write = told((command) => runQuarantineExport({ ...failing(command), output, stdout }), filter);
    await expect(write).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(lines).toEqual([]);
    expect(existsSync(output)).toBe(false);
  });

  it('leaves formulas as they stand in what it exports, and says that there are any', async () => {
    const file = writeFile('formulas.csv', 'no,name,born\n1,=HYPERLINK("x"),31.01.1971\n');
    await runIngest({
      ...access(),
      ...{ format: 'mapped', mapping: mapping('yyyy-MM-dd'), files: [file], envelope: { originator: 'NL-CUSTOMS' } },
      ...{ json: true, out: () => undefined, isTerminal: false },
    });
    const [record] = await listQuarantine(databases.ingest, {});
    const filter = { ids: [record?.id ?? ''] };
    const output = join(makeFolder(), 'formulas.csv');
    const lines = await told((command) => runQuarantineExport({ ...command, output, stdout }), filter);
    expect(lines.at(-1)).toMatch(/begin like formulas/);
    expect(readFileSync(output, 'utf8')).toContain('1,=HYPERLINK("x"),31.01.1971');
    const json = await told(
      (command) => runQuarantineExport({ ...command, output: join(makeFolder(), 'again.csv'), stdout }),
      filter,
      true,
    );
    expect(JSON.parse(json[0] ?? '')).toMatchObject({ formulas: true });
    await databases.ingest.exec('delete from ingest.quarantine where id = any($1)', [filter.ids]);
  });

  it('reads what is in quarantine in pages, each record once and in the order of its file', async () => {
    await quarantineTwo();
    const pages: number[][] = [];
    for await (const page of readQuarantinePages(databases.ingest, { source: 'mapped-wanted' }, 1500)) {
      pages.push(page.map(({ line }) => line));
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual([2, 3]);
    const none: unknown[] = [];
    for await (const page of readQuarantinePages(databases.ingest, { source: 'nobody' })) none.push(page);
    expect(none).toEqual([]);
  });

  it('reads the same pages after the first ones were solved: a retry that was killed in a later one was never found', async () => {
    await databases.ingest.exec(
      `insert into ingest.quarantine (id, run_id, originator, format, file, line, reason, raw, frame_before, frame_after,
         first_seen_at, last_seen_at)
       select 'paged-' || n, 'run', 'NL-CUSTOMS', 'mapped-paged', 'rows.csv', n, 'name.missing', 'ten bytes.', '', '', now(), now()
       from generate_series(1, 20) n`,
    );
    const read = async () => {
      const pages: number[][] = [];
      const filter = { source: 'mapped-paged' };
      for await (const page of readQuarantinePages(databases.ingest, filter, 2500))
        pages.push(page.map(({ line }) => line));
      return pages;
    };
    const [first = [], ...others] = await read();
    expect(others.length).toBeGreaterThan(3);
    await databases.ingest.exec(
      `update ingest.quarantine set state = 'SOLVED' where format = 'mapped-paged' and line = any($1)`,
      [first],
    );
    expect(await read()).toEqual(others);
  });
});

/** Two records that cannot be read. */
async function quarantineTwo(): Promise<void> {
  const result = await runIngest({
    ...access(),
    format: 'mapped',
    mapping: mapping('yyyy/MM/dd'),
    files: [table],
    envelope: { originator: 'NL-CUSTOMS' },
    json: true,
    out: () => undefined,
    isTerminal: false,
  });
  expect(result).toMatchObject({ quarantined: 2 });
}
