import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { toHead } from '../../../ingest/input/fileHead.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { realFile, writeFile } from '../support/samples.js';
import { allRealFiles } from './realFiles.js';

async function nearTo(path: string): Promise<string[]> {
  const [file] = await openFiles([path]);
  if (!file) throw new Error('no file');
  const head = await toHead(file);
  return [...formats.values()].flatMap((format) => format.describeNear?.(head) ?? []);
}

const lexs =
  'xmlns:l="http://usdoj.gov/leisp/lexs/publishdiscover/3.1" xmlns:n="http://fbi.gov/cjis/N-DEx/IncidentArrest/9.0"';

describe('a file that is much like the files of a format, and is not read', () => {
  it.each([
    [
      '<n:Submission xmlns:n="http://fbi.gov/cjis/nibrs/9999.0"/>',
      /nibrs version 9999\.0, which is not known\. Read are: .*2019/,
    ],
    [`<l:doPublish ${lexs}/>`, /ndex version 9\.0, which is not known\. Read are: .*2\.1/],
    [
      '<IE3F10 xmlns="urn:wco:datamodel:eu:ics2:9"><LRN>1</LRN></IE3F10>',
      /^IE3F10 is of a version that is not read\. Read are: /,
    ],
    ['<CC328A xmlns="http://ics.dgtaxud.ec/CC328A"/>', /^CC328A is an answer or a notice of customs/],
    ['<CC515C xmlns="http://ncts.dgtaxud.ec"/>', /^CC515C is a message of another customs system/],
    ['<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:9"/>', /WCO Data Model that is not read\. Read are: DEC-DMS:2/],
    ['<MetaData><WCOTypeName>RES</WCOTypeName><Response/></MetaData>', /answer of customs \(Response\)/],
  ])('is told by one format what it is: %s', async (text, words) => {
    expect(await nearTo(writeFile('x.xml', text))).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    ['<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><StatusResponse/></s:Envelope>'],
    ['Name,Country\nEXEMPLAROV,XA'],
    [''],
  ])('is no other file: %j', async (text) => expect(await nearTo(writeFile('x.txt', text))).toEqual([]));

  it('is none that a format reads', async () => {
    for (const path of allRealFiles()) expect([path, await nearTo(realFile(path))]).toEqual([path, []]);
  });
});
