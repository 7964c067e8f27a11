import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readSettings } from '../../../cli/config.js';
import { assertConsoleIssuer } from '../../../gateway/console/trust.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type Harness, startHarness } from '../support/harness.js';
import { sendRaw, writeBuilt } from './support/built.js';

const folder = writeBuilt();
const issuers = join(folder, 'issuers.json');
const trust = (...names: string[]) =>
  writeFileSync(issuers, JSON.stringify(names.map((issuer) => ({ issuer, jwks: 'keys.json' }))));
writeFileSync(join(folder, 'keys.json'), '{"keys":[]}');
trust('https://id.nl.example/realms/customs');

let open: Harness[] = [];
afterEach(async () => {
  for (const harness of open) await harness.close();
  open = [];
});

async function start(options: Parameters<typeof startHarness>[0]): Promise<Harness> {
  const harness = await startHarness(options);
  open.push(harness);
  return harness;
}

const get = async ({ url }: Harness, path = '/'): Promise<Response> => await fetch(new URL(path, url));
const own = { issuers, consoleIssuer: 'https://id.nl.example/realms/customs', consoleClientId: 'console' };

describe('the console', () => {
  test('of a gateway that is told --no-console is not there, and / is answered as ever', async () => {
    const [off, bare] = [await start({ consoleFolder: folder, settings: { console: false } }), await start({})];
    const bytes = 'GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(off.url, bytes)).toBe(await sendRaw(bare.url, bytes));
    expect((await get(off, '/assets/index-00000000.css')).status).toBe(404);
  });

  test('that was not built is told of at /, in one sentence, and is no fault', async () => {
    const harness = await start({ consoleFolder: join(folder, 'none') });
    const answer = await get(harness);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      404,
      'text/plain; charset=utf-8',
      'no-store',
    ]);
    expect(await answer.text()).toMatch(/^The console is not part of this installation: .*npm run build.*\.\n$/);
    expect(harness.lines.map(({ msg }) => msg)).not.toContain('the console is not served: npm run build makes it anew');
    expect((await harness.ask('{ ships { name } }')).status).toBe(200);
  });

  test('that cannot be used is told of in the log, with its file, and the graph is served', async () => {
    const broken = writeBuilt({ 'assets/tool.exe': 'MZ' });
    const harness = await start({ consoleFolder: broken });
    expect((await get(harness)).status).toBe(404);
    expect((await get(harness, '/assets/index-00000000.css')).status).toBe(404);
    expect(harness.lines).toContainEqual(
      expect.objectContaining({ level: 50, why: 'assets/tool.exe: no media type is known for its ending' }),
    );
    expect((await harness.ask('{ ships { name } }')).status).toBe(200);
    rmSync(broken, { recursive: true });
  });

  test('with an issuer tells the page who it is, and the browser that it may be called', async () => {
    const answer = await get(await start({ consoleFolder: folder, settings: own }));
    expect(answer.headers.get('content-security-policy')).toContain("; connect-src 'self' https://id.nl.example; ");
    expect((await answer.text()).replaceAll('&quot;', '"')).toContain(
      '"{"issuer":"https://id.nl.example/realms/customs","clientId":"console","link":false}"',
    );
  });
});

describe('the issuer of the console', () => {
  test.each([
    ['javascript:alert(1)'],
    ['id.nl.example'],
    ['http://id.nl.example'],
    ['http://127.0.0.1.nl.example'],
    ['https://id.nl.example?x'],
    ['https://id.nl.example/#x'],
    ['https://user:password@id.nl.example'],
    ["https://id.nl.example;script-src'none'"],
    ['https://id.nl.example,x'],
    ["https://'unsafe-inline'"],
    ['https://*.nl.example'],
    ['https://*'],
    ['https://id.nl.example/ x'],
    ['https://id.nl.example/\n'],
    ['data:,x'],
  ])('is refused where it is no plain https or loopback URL: %j', (consoleIssuer) => {
    expect(() => readSettings({ consoleIssuer }, {})).toThrow(
      /^--console-issuer \(PORTCULLIS_CONSOLE_ISSUER\): must be https:/,
    );
  });

  test.each([
    ['https://id.nl.example'],
    ['https://id.nl.example:8443/realms/customs'],
    ['http://localhost:8080/realms/x'],
    ['http://127.0.0.1:1'],
    ['http://[::1]:8080'],
    ['https://[2001:db8::1]'],
  ])('is taken as it is written: %s', (consoleIssuer) => {
    expect(readSettings({ consoleIssuer }, {}).settings.consoleIssuer).toBe(consoleIssuer);
  });

  test.each([
    ['--console-client-id: give --console-issuer URL too', { ...own, consoleIssuer: undefined }],
    ['--console-issuer: give --console-client-id ID too', { ...own, consoleClientId: undefined }],
    ['--console-issuer: give --issuers FILE too', { ...own, issuers: undefined }],
    ['--console-resource: give --console-issuer URL too', { consoleResource: 'urn:portcullis', issuers: undefined }],
  ])('is refused before anything is opened: %s', (message, settings) => {
    expect(() => assertConsoleIssuer(settings)).toThrow(message);
    expect(() => assertConsoleIssuer(settings)).toThrow(expect.objectContaining({ code: 'SETTING_INVALID' }));
  });

  test('is one whose tokens are accepted, to the letter, or nothing starts', async () => {
    for (const consoleIssuer of [
      'https://id.nl.example/realms/customs/',
      'https://id.nl.example',
      'https://evil.example',
    ])
      await expect(start({ settings: { ...own, consoleIssuer } })).rejects.toThrow(
        `--console-issuer: ${issuers} does not name it, to the letter: its tokens would not be accepted`,
      );
    await start({ settings: own });
  });

  test('stays trusted: a reload of issuers without it is refused', async () => {
    const harness = await start({ settings: own });
    const reload = async () => await harness.prepare({ policy: loadPolicy(), clientOf: () => harness.sources.ships });
    await reload();
    trust('https://other.example');
    await expect(reload()).rejects.toThrow('--console-issuer');
    trust(own.consoleIssuer);
  });

  test.each([[''], ['two words'], ['x'.repeat(257)], ['name\n'], ['名']])(
    'knows the console by an id that is sent as it is, not %j',
    (consoleClientId) => {
      expect(() => readSettings({ consoleClientId }, {})).toThrow(/console-client-id/);
    },
  );

  test.each([[''], ['portcullis'], ['/graph'], ['urn:portcullis#x'], ['urn:two words']])(
    'is asked for tokens of an absolute URI, not %j',
    (consoleResource) => {
      expect(() => readSettings({ consoleResource }, {})).toThrow(/--console-resource .*must be an absolute URI/);
    },
  );

  test('is asked for tokens of what the page is told', async () => {
    const harness = await start({ consoleFolder: folder, settings: { ...own, consoleResource: 'urn:portcullis' } });
    expect(await (await get(harness)).text()).toContain('&quot;resource&quot;:&quot;urn:portcullis&quot;');
  });
});
