import { describe, expect, it } from '@jest/globals';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { readXml, type XmlItem } from '../../../ingest/input/xml.js';
import { writeFile } from '../support.js';

async function read(text: string | Buffer): Promise<XmlItem[]> {
  const [file] = await openFiles([writeFile('test.xml', text)]);
  const items: XmlItem[] = [];
  if (file) for await (const item of readXml(file, { isRecord: (path) => path.at(-1) === 'item' })) items.push(item);
  return items;
}

describe('readXml', () => {
  it('yields the root, then each record whole, with its text, place and surroundings', async () => {
    const items = await read(
      '<?xml version="1.0"?>\n<n:list xmlns:n="urn:test" at="2026">\n<group>\n<item id="1"><name>Exempl &amp; Co</name></item>\n<item id="2"/></group></n:list>',
    );
    expect(items).toMatchObject([
      { kind: 'root', element: { name: 'list', namespace: 'urn:test', attributes: { at: '2026' } } },
      {
        kind: 'record',
        path: '/list/group/item[1]',
        line: 4,
        raw: '<item id="1"><name>Exempl &amp; Co</name></item>',
        frame: { before: '<n:list xmlns:n="urn:test" at="2026"><group>', after: '</group></n:list>' },
        element: { name: 'item', attributes: { id: '1' }, children: [{ name: 'name', text: 'Exempl & Co' }] },
      },
      { kind: 'record', path: '/list/group/item[2]', line: 5, raw: '<item id="2"/>' },
    ]);
  });

  it('yields what came before a place that is not well-formed, then the defect', async () => {
    const items = await read('<list><item>1</item><item>2</itm></list>');
    expect(items.map(({ kind }) => kind)).toEqual(['root', 'record', 'defect']);
    expect(items.at(-1)).toMatchObject({ reason: 'xml.notWellFormed', line: 1 });
  });

  it('refuses a document type, and with it every entity', async () => {
    const items = await read('<!DOCTYPE list [<!ENTITY x "y">]><list><item>&x;</item></list>');
    expect(items).toMatchObject([{ kind: 'defect', reason: 'xml.doctype' }]);
  });
});
