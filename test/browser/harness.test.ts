import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { takenForMore } from './support/hostile/onlyText.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { noteLoads } from './support/load.js';

/* What the tests in a browser rely on: a page with a fault of each kind is found out, and a page without is not. */

const policy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src *; require-trusted-types-for 'script'; trusted-types 'none'";
const sound = '<main><h1>Sound</h1><button>First</button><button>Second</button></main>';
const scripts: Readonly<Record<string, string>> = {
  error: "console.error('told')",
  thrown: "throw new Error('thrown')",
  rejected: "Promise.reject(new Error('rejected'))",
  dialog: "alert('asked')",
  markup: "document.body.innerHTML = '<b>bold</b>'",
  foreign: "fetch('http://localhost:1/elsewhere').catch(() => undefined)",
  refused: "fetch('/missing')",
  abandoned:
    "const stop = new AbortController(); fetch('/slow', { signal: stop.signal }).catch(() => undefined); stop.abort()",
};

let server: Server;
let origin = '';
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    response.setHeader('content-security-policy', policy);
    const [, name = ''] = /^\/(\w+)\.js$/.exec(url) ?? [];
    if (name) return void response.setHeader('content-type', 'text/javascript').end(scripts[name]);
    if (url === '/missing') return void response.writeHead(404).end();
    if (url === '/slow') return;
    const { searchParams } = new URL(url, 'http://page.example');
    const script = searchParams.get('script');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Page</title>${searchParams.get('body') ?? sound}${script ? `<script src="/${script}.js"></script>` : ''}`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

describeInBrowser('a page in the browser', ({ visit }) => {
  const open = async (parameters: Record<string, string> = {}) => {
    const visitor = await visit({ origins: [origin], width: 640, height: 480, zoom: 2 });
    const loads = noteLoads(visitor.page);
    await visitor.page.goto(`${origin}/?${new URLSearchParams(parameters)}`);
    return { ...visitor, loads };
  };

  test('has no problem where it is sound', async () => {
    const { page, problems, loads } = await open();
    expect(problems.list()).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
    await tabTo(page, page.getByRole('button', { name: 'Second' }));
    expect(await loads()).toEqual([{ path: '/', bytes: expect.any(Number), encoding: 'identity' }]);
  });

  test.each([
    ['error', /^console: told/],
    ['thrown', /^uncaught: Error: thrown/],
    ['rejected', /^uncaught: Error: rejected/],
    ['dialog', /^dialog: alert asked/],
    ['markup', /^console: refused by policy: require-trusted-types-for/],
    ['foreign', /^foreign request: GET http:\/\/localhost:1\/elsewhere/],
    ['refused', /^console: .*404/],
  ])('is found out by %s', async (script, line) => {
    const { problems } = await open({ script });
    await problems.until(line);
    problems.allow(/./);
  });

  test('may give up a request of its own', async () => {
    const { problems } = await open({ script: 'abandoned' });
    expect(problems.list()).toEqual([]);
  });

  test('is found out by axe, past a policy that lets no script in', async () => {
    const { page, problems } = await open({
      body: '<main><h1>Faint</h1><p style="color:#ccc">faint</p><input></main>',
    });
    const findings = await axeFindings(page);
    expect(findings).toContainEqual(expect.stringMatching(/^color-contrast: /));
    expect(findings).toContainEqual(expect.stringMatching(/^label: /));
    expect(await page.evaluate(() => 'axe' in globalThis)).toBe(false);
    expect(problems.list()).toEqual([]);
  });

  test('is found out by its width at 200 %', async () => {
    const { page } = await open({ body: '<main><h1>Wide</h1><div style="width:1000px">wide</div></main>' });
    expect(await sidewaysPx(page)).toBeGreaterThan(300);
  });

  test.each([
    ['an element that no page has', '<x-made><bdi>Hostilia</bdi></x-made>'],
    ['a handler onclick', '<bdi onclick="made=1">Hostilia</bdi>'],
    ['an address javascript:made=1', '<a href="javascript:made=1"><bdi>Hostilia</bdi></a>'],
    ['an address //evil.example', '<a href="//evil.example"><bdi>Hostilia</bdi></a>'],
    ['a value that turns what is beside it', '<p>Name <span>\u05d0Hostilia</span> 12</p>'],
  ])('is found out where a value is %s', async (fault, body) => {
    const { page } = await open({ body });
    expect(await takenForMore(page, 'Hostilia')).toEqual([expect.stringMatching(new RegExp(`^${fault}`))]);
    await page.goto(`${origin}/?${new URLSearchParams({ body: '<p>Name <bdi>\u05d0Hostilia</bdi> 12</p>' })}`);
    expect(await takenForMore(page, 'Hostilia')).toEqual([]);
  });

  test('is found out by a focus that nobody sees, that is covered, or that never comes', async () => {
    const first = await open({ body: '<main><h1>Blind</h1><button style="outline:none">A</button></main>' });
    const button = first.page.getByRole('button');
    await expect(tabTo(first.page, button)).rejects.toThrow('nothing shows that it has the focus');
    const cover = '<div style="position:fixed;inset:0;background:#fff">over</div>';
    const second = await open({ body: `<main><h1>Covered</h1><button>A</button>${cover}</main>` });
    await expect(tabTo(second.page, second.page.getByRole('button'))).rejects.toThrow('it lies under');
    const third = await open({ body: '<main><h1>Unreachable</h1><button tabindex="-1">A</button></main>' });
    await expect(tabTo(third.page, third.page.getByRole('button'))).rejects.toThrow('out of reach');
  });
});
