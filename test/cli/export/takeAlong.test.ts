import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readExports } from '../../../cli/audit/exports/readExports.js';
import { type TakeAlong, takeAlong } from '../../../cli/export/takeAlong.js';
import { type ExportFormatName, exportFormats } from '../../../gateway/export/formats/index.js';
import { breakFrom, investigator, openExports } from '../../gateway/export/exporting.js';
import { makeFolder } from '../../ingest/support/samples.js';
import { runCommand } from '../../support/command.js';
import type { Asker } from '../../support/deployment.js';

const folder = makeFolder();
const { log, deployment } = await openExports();

const document = join(folder, 'seizures.graphql');
writeFileSync(document, 'query ($first: Int) { seizures(first: $first) { edges { node { seizedAt } } } }');

let files = 0;
async function taking(by: Asker = investigator, more: Partial<TakeAlong> = {}) {
  files += 1;
  const token = join(folder, `token-${files}`);
  const headers = await deployment.headersOf({ ...by, subject: `s-${files}` });
  writeFileSync(token, `${headers.authorization?.replace('Bearer ', '')}\n`);
  const [output, receipt] = [join(folder, `taken-${files}.jsonl`), join(folder, `receipt-${files}.json`)];
  const said: string[] = [];
  const command: TakeAlong = {
    ...{ document, variables: '{"first": 20}', url: deployment.url, token, purpose: by.purpose, format: 'jsonl' },
    ...{ output, receipt, json: true, out: (line) => void said.push(line), stdout: process.stdout },
    caseReference: by.caseReference,
    ...more,
  };
  return { run: () => takeAlong(command), output, receipt, said, token };
}

describe('portcullis export --as-viewer', () => {
  it('writes the whole answer of a gateway, and the receipt that the log proves it by', async () => {
    const { run, output, receipt, said } = await taking();
    const taken = await run();
    const [read] = (await readExports([output], undefined)).exports;
    expect(read).toMatchObject({ id: taken.export, found: { rows: taken.rows, sha256: taken.sha256, faults: [] } });
    expect(JSON.parse(readFileSync(receipt, 'utf8'))).toMatchObject({ status: 'WHOLE', sha256: taken.sha256 });
    expect(JSON.parse(said[0] ?? '')).toEqual(taken);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'OUTCOME', agency: 'DE-POLICE' });
  });

  it.each(Object.keys(exportFormats) as ExportFormatName[])(
    'writes and verifies a whole answer as %s',
    async (format) => {
      const { run, output, receipt } = await taking(investigator, { format });
      const { rows, sha256 } = await run();
      const [read] = (await readExports([output], receipt)).exports;
      expect(read).toMatchObject({ found: { format, rows, sha256, faults: [] } });
    },
  );

  it('has the rights of the token and no others', async () => {
    const { run, output, receipt } = await taking({ ...investigator, role: 'ANALYST' });
    await expect(run()).rejects.toMatchObject({ code: 'EXPORT_NOT_PERMITTED' });
    expect([existsSync(output), existsSync(receipt)]).toEqual([false, false]);
  });

  it('leaves no file of an export that was broken off', async () => {
    const { run, output, receipt } = await taking();
    breakFrom(log, 'EXPORT_PART', 2);
    await expect(run()).rejects.toMatchObject({ code: 'EXPORT_CUT' });
    expect([existsSync(output), existsSync(receipt)]).toEqual([false, false]);
  });

  it.each([
    ['a URL that is no endpoint', { url: 'http://127.0.0.1:1/' }],
    ['variables that are none', { variables: '[]' }],
    ['a document that is not there', { document: join(folder, 'none.graphql') }],
  ])('refuses %s', async (_what, more) => {
    const { run, output } = await taking(investigator, more);
    await expect(run()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(existsSync(output)).toBe(false);
  });

  it.each([
    [['--as-viewer', document, '--format', 'jsonl', '--url', 'http://127.0.0.1:1/graphql'], '--token'],
    [
      [
        '--as-viewer',
        document,
        '--format',
        'raw',
        '--url',
        'http://x/graphql',
        '--token',
        't',
        '--purpose',
        'CUSTOMS_CONTROL',
      ],
      'no raw',
    ],
    [['--as-viewer', document, '--format', 'jsonl', '--source', 'x'], '--source'],
    [['--source', 'x', '--originator', 'NL-CUSTOMS', '--format', 'jsonl', '--token', 't'], '--token'],
    [['--source', 'x', '--originator', 'NL-CUSTOMS', '--format', 'graphml'], 'no graphml'],
    [['--format', 'jsonl'], '--source'],
  ])('mixes no records with answers: %j', async (args, names) => {
    const running = runCommand(['export', ...args]);
    expect(await running.ended).not.toBe(0);
    expect(running.err()).toContain(names);
  });
});
