import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputDamage } from '../../../ingest/input/damage.js';
import { readXml, type XmlItem } from '../../../ingest/input/xml/xml.js';
import { collect, memoryFile } from '../support/memoryFile.js';

// Why by a flag: what is garbage would be counted otherwise, as much of it as happens to be there.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type Options = Parameters<typeof memoryFile>[1] & { readonly isRecord?: (path: readonly string[]) => boolean };

async function read(text: string | Buffer, options: Options = {}): Promise<XmlItem[]> {
  const { isRecord = (path: readonly string[]) => path.at(-1) === 'item', ...file } = options;
  return await collect(readXml(memoryFile(text, file), { isRecord }));
}

/** Items in short: the text of a record; line, reason and text of a defect. */
async function brief(text: string | Buffer, options: Options = {}): Promise<string[]> {
  return (await read(text, options)).flatMap((item) => {
    if (item.kind === 'root') return [];
    if (item.kind === 'record') return [item.element.text];
    const raw = typeof item.raw === 'string' ? item.raw : Buffer.from(item.raw).toString('latin1');
    return [`${item.line} ${item.reason} ${raw}`];
  });
}

describe('readXml', () => {
  it('yields the root, then each record whole, with its text, place and surroundings', async () => {
    const items = await read(
      '<?xml version="1.0"?>\n<n:list xmlns:n="urn:test" at="2026">\n<group>\n<item id="1"><name>Exempl &amp; Co</name></item>\n<item\n id="2"/></group></n:list>',
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
      { kind: 'record', path: '/list/group/item[2]', line: 5, raw: '<item\n id="2"/>', element: { line: 5 } },
    ]);
  });

  it('reads white space before the declaration, comments, instructions, CDATA and numbers', async () => {
    const text =
      '\n <?xml version="1.0"?><!-- <item>0</item> --><list><?p <item>?><item><![CDATA[<item>]]>&#65;</item></list>\n';
    expect(await brief(text)).toEqual(['<item>A']);
    expect((await read(text)).at(-1)).toMatchObject({ line: 2 });
  });

  it.each([
    [
      'an entity of another file',
      '<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/passwd">]><list><item>&x;</item></list>',
    ],
    ['a definition elsewhere', '<?xml version="1.0"?>\n<!DOCTYPE list SYSTEM "list.dtd">\n<list><item>1</item></list>'],
    ['none of either', '<!-- a --><!DOCTYPE list><list><item>1</item></list>'],
  ])('refuses a file with a DOCTYPE by that name, of %s, and takes nothing of it', async (_, text) => {
    const items: XmlItem[] = [];
    const reading = (async () => {
      for await (const item of readXml(memoryFile(text), { isRecord: (path) => path.at(-1) === 'item' }))
        items.push(item);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'memory.txt has a DOCTYPE: no XML with one is read.',
    });
    expect(items).toEqual([]);
  });

  it('expands no entity: a record with one that is not of XML is a defect', async () => {
    expect(await brief('<list><item>&nbsp;</item><item>2</item></list>')).toEqual([
      '1 xml.notWellFormed <item>&nbsp;</item>',
      '2',
    ]);
  });

  const broken: readonly (readonly [string, string, readonly string[]])[] = [
    ['a wrong end tag within', '<item><a>1</b></item>', ['2 xml.notWellFormed <item><a>1</b></item>']],
    ['a wrong end tag of its own', '<item>1</itm>', ['2 xml.notWellFormed <item>1</itm>\n']],
    ['no end tag', '<item>1', ['2 xml.notWellFormed <item>1\n']],
    ['an end tag too many', '<item>1</item></item>', ['1', '2 xml.notWellFormed </item>\n']],
    ['a broken start tag', '<item id="1>1</item>', ['2 xml.notWellFormed <item id="1>1</item>']],
    ['a broken start tag within', '<item><a =>1</a></item>', ['2 xml.notWellFormed <item><a =>1</a></item>']],
    ['a tag cut in two', '<it em>1</item>', ['2 xml.notWellFormed <it em>1</item>']],
    ['an unclosed comment', '<item><!-- 1</item>', ['2 xml.notWellFormed <item><!-- 1</item>']],
    ['a bare &', '<item>1 & 2</item>', ['2 xml.notWellFormed <item>1 & 2</item>']],
    ['a zero', '<item>\0</item>', ['2 xml.notWellFormed <item>\0</item>']],
    ['a < in the text', '<item>1 < 2</item>', ['2 xml.notWellFormed <item>1 < 2</item>']],
    ['a prefix of no namespace', '<item><x:a/></item>', ['2 xml.notWellFormed <item><x:a/></item>']],
    ['text between records', '&', ['1 xml.notWellFormed \n&\n']],
    ['a start tag of another name', '<itme><a>1</a></item>', ['2 xml.notWellFormed <itme><a>1</a></item>']],
  ];
  it.each(broken)('goes on behind a record with %s', async (_title, bad, defects) => {
    const all = await brief(`<list><item>0</item>\n${bad}\n<item>3</item>\n<item>4</item></list>`);
    expect(all).toEqual(['0', ...defects, '3', '4']);
    const items = await read(`<list at="1"><item>0</item>\n${bad}\n<item>3</item>\n<item>4</item></list>`);
    expect(items.at(-1)).toMatchObject({ kind: 'record', line: 4, frame: { before: '<list at="1">' } });
    expect(items.find(({ kind }) => kind === 'defect')).toMatchObject({
      frame: { before: '<list at="1">', after: '</list>' },
    });
  });

  it('takes no record for a child of one whose end tag stands in another', async () => {
    const text = '<list><item>1<item>2</item><item>3<a/></item></item><item>4</item></list>';
    expect(await brief(text)).toEqual(['1 xml.notWellFormed <item>1', '2', '3', '1 xml.notWellFormed </item>', '4']);
  });

  const isEntry = (path: readonly string[]) =>
    ['/list/persons/person', '/list/firms/firm'].includes(`/${path.join('/')}`);
  const entries = async (text: string) => await brief(text, { isRecord: isEntry });

  it('finds the records of the next part where the tags between the parts are broken', async () => {
    const first = '<list><persons><person>1</person>';
    const second = '<firms><firm>2</firm></firms></list>';
    expect(await entries(`${first}</persons>${second}`)).toEqual(['1', '2']);
    expect(await entries(`${first}</perxons>${second}`)).toEqual(['1', '1 xml.notWellFormed </perxons>', '2']);
    expect((await entries(`${first}${second}`)).filter((text) => text.length === 1)).toEqual(['1', '2']);
    expect(await entries(`${first}</persons><firms at="<firm>2</firm></firms></list>`)).toContain('2');
    expect(await entries(`${first}<person>x</persons>${second}`)).toEqual(['1', '1 xml.notWellFormed <person>x', '2']);
  });

  it.each([
    ['the end of the file', '<s><L><r/></L></x><c><d x="1"', 'file.truncated'],
    ['a broken tag', '<s><L><r/></L></x><c><d x="1" "2"/></c></s>', 'xml.notWellFormed'],
  ])('goes on in an element once, broken again by %s: it went on there for ever', async (_title, text, reason) => {
    const told = await brief(text, { isRecord: (path) => path.length === 3 });
    expect(told.map((one) => one.split(' ', 2).join(' '))).toEqual(['', '1 xml.notWellFormed', `1 ${reason}`]);
  });

  it.each([
    ['a comment', '<!-- made on 1 January -->\n'],
    ['an instruction', '\n<?made on="1 January"?>'],
    ['nothing', ''],
  ])('takes a file that ends in %s for whole: it told of the rest as cut off', async (_title, rest) => {
    expect(await brief(`<list><item>1</item></list>${rest}`)).toEqual(['1']);
  });

  it('reads on in a second document of the same kind in one file', async () => {
    const text = '<?xml version="1.0"?><list><item>1</item></list>';
    const found = await brief(`${text}\n${text.replace('1<', '2<')}\n${text.replace('1<', '3<')}`);
    expect(found.filter((one) => one.length === 1)).toEqual(['1', '2', '3']);
  });

  it('says of the last record that the file is cut off, wherever that is', async () => {
    const text = '<list><item>1</item><item>2</item></list>';
    expect(await brief(text.slice(0, 28))).toEqual(['1', '1 file.truncated <item>2<']);
    expect(await brief(text.slice(0, 23))).toEqual(['1', '1 file.truncated <it']);
    expect(await brief(text.slice(0, 20))).toEqual(['1', '1 file.truncated ']);
    expect(await brief(text.slice(0, 38))).toEqual(['1', '2', '1 file.truncated </li']);
    for (let length = 20; length < text.length; length += 1) {
      const items = await brief(text.slice(0, length));
      expect(items[0]).toBe('1');
      expect(items.at(-1)).toMatch(/ file\.truncated /);
    }
    expect(await brief('')).toEqual(['1 xml.notWellFormed ']);
    expect(await brief('no XML')).toEqual([expect.stringContaining('xml.notWellFormed')]);
  });

  it('ends with a defect where the bytes end in damage, even behind the last tag', async () => {
    const fail = new InputDamage('file.damaged', 'crc');
    expect(await brief('<list><item>1</item></list>', { fail })).toEqual(['1', '1 file.damaged ']);
    expect(await brief('<list><item>1</item><item>2', { fail })).toEqual(['1', '1 file.damaged <item>2']);
    await expect(brief('<list/>', { fail: new Error('other') })).rejects.toThrow('other');
  });

  it('holds records to limits, and reads on behind one that breaks them', async () => {
    const wrap = (bad: string) => `<list><item>0</item>${bad}<item>3</item></list>`;
    const reasons = async (bad: string) =>
      (await brief(wrap(bad))).map((text) => text.split(' ').slice(0, 2).join(' '));
    expect(await reasons(`<item>${'<a>'.repeat(70)}${'</a>'.repeat(70)}</item>`)).toEqual(['0', '1 xml.tooDeep', '3']);
    const attributes = Array.from({ length: 300 }, (_, index) => `a${index}=""`).join(' ');
    expect(await reasons(`<item><b ${attributes}/></item>`)).toEqual(['0', '1 xml.tooManyAttributes', '3']);
    expect(await reasons(`<item><b>${'x'.repeat((8 << 20) + 1)}</b></item>`)).toEqual(['0', '1 xml.textTooLong', '3']);
    expect(await reasons(`<item>${`<b>${'x'.repeat(1 << 20)}</b>`.repeat(17)}</item>`)).toEqual([
      '0',
      '1 record.tooLong',
      '3',
    ]);
    const [, , defect] = await read(wrap(`<item>${`<b>${'x'.repeat(1 << 20)}</b>`.repeat(17)}</item>`));
    expect(defect?.kind === 'defect' && defect.raw.length).toBe(1 << 20);
  });

  it('follows mark, operator and declaration, in this order', async () => {
    const latin = (declared: string) =>
      Buffer.from(`<?xml version="1.0"${declared}?><list><item>\xc9</item></list>`, 'latin1');
    expect(await brief(latin(' encoding="ISO-8859-1"'))).toEqual(['É']);
    expect(await brief(latin(" encoding = 'ISO-8859-5'"))).toEqual(['Щ']);
    expect(await brief(latin(' encoding="ISO-8859-1"'), { encoding: 'iso-8859-5' })).toEqual(['Щ']);
    const utf16 = Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-8"?><list><item>日</item></list>', 'utf16le');
    expect(await brief(utf16, { encoding: 'iso-8859-5' })).toEqual(['日']);
    expect(await brief(utf16.subarray(2))).toEqual(['日']);
    expect(await brief(Buffer.from(utf16).swap16())).toEqual(['日']);
    // As programs that build XML in memory write it.
    expect(await brief('<?xml version="1.0" encoding="utf-16"?><list><item>日</item></list>')).toEqual(['日']);
    expect(await brief('\uFEFF<list><item>日</item></list>')).toEqual(['日']);
    await expect(brief('<?xml version="1.0" encoding="x-none"?><list/>')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('gives the bytes of a record that is broken in its encoding, and reads on', async () => {
    const latin = Buffer.from('<list><item>0</item><item>Exempl\xe9</item><item>3</item></list>', 'latin1');
    expect(await brief(latin)).toEqual(['0', '1 encoding.broken <item>Exempl\xe9</item>', '3']);
    const declared = Buffer.from(
      '<?xml version="1.0" encoding="shift_jis"?><list><item>\x93\xfa\x81</item><item>3</item></list>',
      'latin1',
    );
    expect(await brief(declared)).toEqual(['1 encoding.broken <item>日\ufffd</item>', '3']);
    const wide = Buffer.from('\uFEFF<list><item>\ud800</item><item>3</item></list>', 'utf16le');
    const [, defect] = await read(wide);
    expect(defect).toMatchObject({ reason: 'encoding.broken', raw: Buffer.from('<item>\ud800</item>', 'utf16le') });
  });

  it('keeps no more of the file alive than what a format keeps of it', async () => {
    const record = `<item><key>EXEMPLAR-KEY-OF-A-RECORD</key><rest>${'x'.repeat(20_000)}</rest></item>`;
    const file = memoryFile(`<list>${record.repeat(3000)}</list>`, { chunks: [1 << 18] });
    const keys: string[] = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for await (const item of readXml(file, { isRecord: (path) => path.length === 2 })) {
      if (item.kind === 'record') keys.push(item.element.children[0]?.text ?? '');
    }
    expect(keys).toHaveLength(3000);
    // 60 MB were read.
    collectGarbage();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * 2 ** 20);
    // The heap of a worker that has run many files is large, and is collected twice.
  });

  it('tells of a broken record once, where its element is broken as well, however its text comes in', async () => {
    const text = '<list><item>0</item><a><item>&</item>&amp;</group><item>9</item></list>';
    const whole = await brief(text);
    expect(whole).toEqual([
      '0',
      '1 xml.notWellFormed <item>&</item>',
      '1 xml.notWellFormed &amp;</group>',
      '9',
      '1 xml.notWellFormed </list>',
    ]);
    expect(await brief(text, { chunks: [1] })).toEqual(whole);
  });

  it('gives the same items from chunks of any size', async () => {
    const piece = fc.constantFrom(
      '<item>',
      '</item>',
      '<item id="é"/>',
      '<a>',
      '</a>',
      'x',
      '\r\n',
      '&amp;',
      '&',
      '<',
      '<!--',
      '-->',
      '<group>',
      '</group>',
      '<list>',
      '</list>',
      '日',
      '😀',
      ']]>',
      '<![CDATA[',
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), sizes, async (pieces, chunks) => {
        const text = `<list><item>0</item>${pieces.join('')}<item>9</item></list>`;
        const whole = await read(text);
        expect(await read(text, { chunks })).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });
});
