import { describe, expect, it } from '@jest/globals';
import { rec20 } from '../../../../ingest/formats/codeLists/rec20.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { ingest } from '../../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../support/samples.js';

const { databases } = await ownIngestDatabase();

const units = (...codes: string[]) =>
  writeFile('units.csv', `CommonCode,Name,ConversionFactor\n${codes.map((code) => `${code},exemplar,\n`).join('')}`);
const levels = (...codes: string[]) =>
  writeFile('levels.csv', `LevelAndCategory,Description\n${codes.map((code) => `${code},Invented\n`).join('')}`);

const ingestWhole = (...files: string[]) =>
  ingest({
    format: rec20,
    files,
    envelope: { originator: 'NL-CUSTOMS' },
    databases,
    linkKey,
    policy: loadPolicy(),
    ...testRun(),
    limits: { whole: true },
  });
const stored = async () =>
  (
    await databases.directory.exec<{ source_ref: string }>(
      "select source_ref from directory.code where source = 'rec20' order by 1",
    )
  ).map((row) => row.source_ref);

describe('a whole delivery of a format with several code lists', () => {
  it('withdraws what is gone from the lists that it holds, and leaves the others: levels were lost with new units', async () => {
    await ingestWhole(units('XA', 'XB'), levels('1', '2'));
    expect(await stored()).toEqual(['rec20-levels/1', 'rec20-levels/2', 'rec20/XA', 'rec20/XB']);
    expect(await ingestWhole(units('XA', 'XC'))).toMatchObject({ stored: 1, unchanged: 1, withdrawn: 1 });
    expect(await stored()).toEqual(['rec20-levels/1', 'rec20-levels/2', 'rec20/XA', 'rec20/XC']);
    expect(await ingestWhole(levels('2'))).toMatchObject({ unchanged: 1, withdrawn: 1 });
    expect(await stored()).toEqual(['rec20-levels/2', 'rec20/XA', 'rec20/XC']);
  });
});
