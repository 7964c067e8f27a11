import { describe, expect, test } from '@jest/globals';
import { pageHeaders } from '../../../gateway/console/headers.js';
import { fillPage } from '../../../gateway/console/page.js';
import { tableOf } from '../../../gateway/console/table.js';
import { page } from './support/built.js';

/** What a browser reads of the page: entities in an attribute are undone, and nothing else is. */
function factsOf(html: string): unknown {
  const [, written = ''] = html.match(/<meta name="portcullis-console" content="([^"]*)">/) ?? [];
  const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' } as Record<string, string>;
  return JSON.parse(written.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] as string));
}

const hostile = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</head></html><!--',
  '&quot;&#34;&amp;',
  "$&$`$'$1$$",
  '{"link":true}',
  '--></style><base href=//evil.example>',
];

describe('what the page is told', () => {
  test.each(hostile)('stays one attribute, and comes out as it was: %s', (text) => {
    const facts = { issuer: `https://id.example/${text}`, clientId: text, link: false };
    const html = fillPage(page, facts);
    expect(factsOf(html)).toEqual(facts);
    const [before = '', after = ''] = page.split('content=""');
    expect([html.startsWith(before), html.endsWith(after)]).toEqual([true, true]);
    expect(html.slice(before.length + 'content="'.length, -after.length - 1)).not.toMatch(/[<>"']/);
  });

  test.each([
    ['nothing', page.replace('content=""', 'content="{}"'), 0],
    ['two places', page + page, 2],
  ])('is refused a page that has %s for it', (_, html, places) => {
    expect(() => fillPage(html, { link: true })).toThrow(
      `index.html: has ${places} empty <meta name="portcullis-console">, one is due`,
    );
  });

  test('finds its place in a page that closes the element, too', () => {
    const closed = page.replace('content="">', 'content="" />');
    expect(fillPage(closed, { link: true })).toContain('content="{&quot;link&quot;:true}" />');
  });
});

test('the page may call its own server and the origin of its issuer, and no other', () => {
  const connects = (issuer?: string) => pageHeaders(issuer)['content-security-policy']?.match(/connect-src[^;]*/)?.[0];
  expect(connects()).toBe("connect-src 'self'");
  expect(connects('https://id.nl.example/realms/customs')).toBe("connect-src 'self' https://id.nl.example");
  expect(connects('http://127.0.0.1:8080/')).toBe("connect-src 'self' http://127.0.0.1:8080");
});

describe('a build', () => {
  test.each([
    ['assets/notes.exe: no media type is known for its ending', 'notes.exe'],
    ['assets/a b.js: has a name that would be escaped in a URL', 'a b.js'],
    ['assets/constructor: no media type is known for its ending', 'constructor'],
  ])('is refused for its file: %s', (message, name) => {
    const assets = new Map([[name, Buffer.from('x')]]);
    expect(() => tableOf({ page, assets }, { link: false })).toThrow(message);
  });

  test.each([
    ['index-Ab3_dEf-.js', true],
    ['a-b-0123abcd.css', true],
    ['index.js', false],
    ['index-0123abc.js', false],
    ['index-0123abcde.js', false],
  ])('has its file %s kept for ever: %s', (name, isKept) => {
    const built = { page, assets: new Map([[name, Buffer.from('x')]]) };
    const [, file] = [...tableOf(built, { link: false }).values()];
    expect(file?.headers['cache-control']).toBe(isKept ? 'public, max-age=31536000, immutable' : 'no-store');
  });

  test.each([
    ['<script type="module" crossorigin src="./assets/index.js"></script>'],
    ['<link rel="stylesheet" href="/assets/index.js">'],
  ])('is refused that is half there: its page names a file that it lacks: %s', (element) => {
    const whole = { page: page + element, assets: new Map([['index.js', Buffer.from('x')]]) };
    expect(tableOf(whole, { link: false }).size).toBe(2);
    const half = { ...whole, assets: new Map([['other.js', Buffer.from('x')]]) };
    expect(() => tableOf(half, { link: false })).toThrow('index.html: names assets/index.js, which is not there');
  });

  test('whose packed file is no shorter is sent as it is', () => {
    const assets = new Map([
      ['index.js', Buffer.from('x')],
      ['index.js.br', Buffer.from('xx')],
    ]);
    const file = tableOf({ page, assets }, { link: false }).get('/assets/index.js');
    expect([file?.packed, file?.headers.vary]).toEqual([undefined, undefined]);
  });
});
