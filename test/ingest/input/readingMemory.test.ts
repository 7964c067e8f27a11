import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';
import { longTest } from '../../support/runner/longTest.js';
import { writeFile } from '../support/samples.js';

const run = promisify(execFile);

/** Reads a delivery in a process whose heap is small; it ends with SIGABRT where that is not enough. */
async function readIn(heapMegabytes: number, format: string, files: readonly string[]): Promise<unknown> {
  const program = packageFile('test', 'ingest', 'input', 'readOnce.mjs');
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${heapMegabytes}`, program, format, ...files]);
  return JSON.parse(stdout);
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\r\n');

describe('reading a delivery in little memory', () => {
  it('takes no more of it for more addresses and aliases of an OFAC list: they were held, and 50 MB took 500', async () => {
    const entries = 30_000;
    const nothing = '-0- ';
    const files = [
      writeFile(
        'sdn.csv',
        lines(entries, (id) => `${id},"EXEMPLAROV ${id}",${nothing},"DEMO"${`,${nothing}`.repeat(8)}`),
      ),
      writeFile(
        'add.csv',
        lines(2 * entries, (row) => `${(row + 1) >> 1},${row},"${row} Example Street","Nowhere","Iran",${nothing}`),
      ),
      writeFile(
        'alt.csv',
        lines(4 * entries + 1, (row) => `${(row + 3) >> 2},${row},"aka","FICTITIUS ${row}",${nothing}`),
      ),
    ];
    expect(await readIn(40, 'ofac-sdn', files)).toEqual({ records: entries, rejects: 1 });
  });

  longTest('takes no more of it for more deletions of a delta: their keys were a set of texts', async () => {
    const deletions = 400_000;
    const file = writeFile(
      'entities.delta.json',
      lines(deletions, (id) => `{"op":"DEL","entity":{"id":"exemplar-key-of-some-length-${id}"}}`),
    );
    // Of each it is not known what it was: six kinds are withdrawn.
    expect(await readIn(40, 'ftm', [file])).toEqual({ records: 6 * deletions, rejects: 0 });
  });

  longTest('takes no more of it for 20,000 entries of the list of the European Union, some 40 MB', async () => {
    const aliases = (id: number): string =>
      lines(
        12,
        (name) => `<nameAlias wholeName="Fictius ${id} Exemplarov ${name}" strong="true" logicalId="${name}"/>`,
      );
    const list = [
      '<export xmlns="http://eu.europa.ec/fpi/fsd/export">',
      lines(
        20_000,
        (id) =>
          `<sanctionEntity logicalId="${id}"><subjectType code="person"/>${aliases(id)}<remark>${'x'.repeat(900)}</remark></sanctionEntity>`,
      ),
      '</export>',
    ];
    expect(await readIn(40, 'eu-fsf', [writeFile('list.xml', list.join(''))])).toEqual({ records: 20_000, rejects: 0 });
  });

  longTest(
    'takes no more of it for the rows of 20,000 designations of the list of the United Kingdom, which stand apart',
    async () => {
      const groups = 20_000;
      const head = 'Name 6,Name 1,Other Information,Designation Type,Name type,Regime Name,Unique ID\r\n';
      const rows = lines(
        3 * groups,
        (row) => `EXEMPLAROV ${row},Fictius,${'x'.repeat(600)},Individual,Alias,Specimen,${row % groups}`,
      );
      expect(
        await readIn(40, 'uk-sanctions-list', [writeFile('list.csv', `Report Date: 01-Feb-2026\r\n${head}${rows}`)]),
      ).toEqual({
        records: groups,
        rejects: 0,
      });
    },
  );
});
