import { describe, expect, it } from '@jest/globals';
import { cbpSeizures } from '../../../ingest/formats/cbp/cbp-seizures.js';
import { hs } from '../../../ingest/formats/codeLists/hs.js';
import type { Format } from '../../../ingest/formats/format.js';
import { ftm } from '../../../ingest/formats/ftm/ftm.js';
import { formats } from '../../../ingest/formats/index.js';
import { nibrs } from '../../../ingest/formats/nibrs/nibrs.js';
import { describeOtherFile } from '../../../ingest/formats/otherFiles.js';
import { bisDpl } from '../../../ingest/formats/watchlists/bis-dpl.js';
import { ofacSdn } from '../../../ingest/formats/watchlists/ofac-sdn.js';
import { unConsolidated } from '../../../ingest/formats/watchlists/un-consolidated.js';
import { usCsl } from '../../../ingest/formats/watchlists/us-csl.js';
import { toHead } from '../../../ingest/input/fileHead.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { readAll, writeFile } from '../support/samples.js';

async function describeFile(name: string, content: string): Promise<string | null> {
  const [file] = await openFiles([writeFile(name, content)]);
  return file ? describeOtherFile(await toHead(file)) : null;
}

const sdnXml =
  '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="https://example.org/XML">\n<sdnEntry/></sdnList>\n';
const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n';

describe('describeOtherFile', () => {
  it.each([
    ['a pointer of Git LFS', 'a.json', pointer, 'git lfs pull'],
    ['a web page', 'sdn.csv', '\n<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'web page'],
    ['an RTF', 'dpl.txt', '{\\rtf1 x}', 'RTF'],
    ['an OFAC list as XML', 'sdn.xml', sdnXml, 'sdn.csv, add.csv'],
    [
      'the list of the European Union as CSV',
      'full.csv',
      '\uFEFFfileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber\n01/01/2020;1;EU.1.1\n',
      'xmlFullSanctionsList_1_1',
    ],
    [
      'the UK Sanctions List',
      'list.csv',
      'Report Date: 01-Jan-2026\nLast Updated,Unique ID,OFSI Group ID,UN Reference Number\n',
      'uk-sanctions-list',
    ],
    [
      'the same as XML',
      'list.xml',
      '<?xml version="1.0"?>\n<Designations>\n<Designation/></Designations>',
      'uk-sanctions-list',
    ],
    [
      'an index of OpenSanctions',
      'index.json',
      '{\n  "datasets": [{"index_url": "https://example.org/xx/index.json"}]}',
      'index of OpenSanctions',
    ],
    ['its list of deltas', 'delta.json', '{"versions": {"1": "https://example.org/1/entities.delta.json"}}', 'a delta'],
    ['records for Senzing', 'senzing.json', '{"DATA_SOURCE":"XX","RECORD_ID":"1"}', 'Senzing'],
    ['a table of statements', 'statements.csv', 'canonical_id,entity_id,prop,prop_type\n', 'entities.ftm.json'],
    ['a table of targets', 'targets.simple.csv', '"id","schema","name","aliases"\n', 'entities.ftm.json'],
  ])('says what to do with %s', async (_, name, content, words) => {
    expect(await describeFile(name, content)).toContain(words);
  });

  it('knows nothing of other files', async () => {
    expect(await describeFile('a.csv', 'a,b\n1,2\n')).toBeNull();
    expect(await describeFile('a.xml', '<?xml version="1.0"?><CONSOLIDATED_LIST/>')).toBeNull();
    expect(await describeFile('empty', '')).toBeNull();
  });

  it('is true of no sample of a format', async () => {
    for (const { name, sample } of formats.values())
      expect([name, await describeFile('a', sample)]).toEqual([name, null]);
  });
});

describe('the refusal of a file of none of the formats', () => {
  const lists: readonly Format[] = [ofacSdn, unConsolidated, bisDpl, usCsl, ftm, hs, cbpSeizures, nibrs];

  it.each(lists.map((format) => [format.name, format] as const))(
    '%s says what it is instead, and what reads it',
    async (_, format) => {
      const refused = (text: string) => readAll(format, [writeFile('file', text)]);
      await expect(refused(pointer)).rejects.toMatchObject({
        extensions: { hint: expect.stringContaining('git lfs pull') },
      });
      await expect(refused('Date,Open,Close\n2020-01-01,1,2\n')).rejects.toMatchObject({
        extensions: { hint: expect.stringContaining('portcullis ingest auto') },
      });
    },
  );

  it('of addresses without entries asks for all files of one day', async () => {
    await expect(
      readAll(ofacSdn, [writeFile('add.csv', '1,11,"1 Example Street",-0- ,-0- ,-0- \n')]),
    ).rejects.toMatchObject({
      extensions: { hint: expect.stringContaining('of one day') },
    });
  });
});
