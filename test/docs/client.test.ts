import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { transform } from '@swc/core';
import { packageFile } from '../../schema/files.js';
import { openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { fencesOf } from './support/pages.js';

/* The page of docs/CLIENT.md, with the package as `npm pack` makes it, over a real gateway. */

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'portcullis-client-'));
const text = fencesOf('docs/CLIENT.md').find(({ language }) => language === 'jsx')?.text ?? '';

/** Renders the page until it has an answer, and prints what it shows. */
const shown = `
import { createElement } from 'react';
import { act, create } from 'react-test-renderer';
import { App } from './app.js';
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
const { SERVER: server, TOKEN, PURPOSE: purpose } = process.env;
let tree;
act(() => void (tree = create(createElement(App, { server, token: () => TOKEN, purpose, text: 'Fiktiv Nebyvalenko Omega' }))));
const ended = () => /"section"|"alert"/.test(JSON.stringify(tree.toJSON()));
for (let tries = 0; tries < 1000 && !ended(); tries += 1) await act(() => new Promise((done) => setTimeout(done, 10)));
console.log(JSON.stringify(tree.toJSON()));
act(() => tree.unmount());
`;

const deployment = closedAfter(await openTestDeployment({ demo: true }));
beforeAll(async () => {
  const modules = join(folder, 'node_modules');
  const installed = join(modules, '@portcullis', 'client');
  mkdirSync(installed, { recursive: true });
  for (const name of ['react', 'react-test-renderer'])
    symlinkSync(packageFile('node_modules', name), join(modules, name));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: packageFile('client') });
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  await run('tar', ['-xzf', join(folder, packed), '-C', installed, '--strip-components=1']);
  const { code } = await transform(text, {
    jsc: {
      parser: { syntax: 'ecmascript', jsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2022',
    },
    module: { type: 'es6' },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'app.js'), code);
  writeFileSync(join(folder, 'shown.js'), shown);
}, 240_000);

/** What the page shows to an officer: its rows, each cell as text. */
async function show(
  token: string,
  purpose: string,
): Promise<{ readonly text: string; readonly rows: readonly string[][] }> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const env = { ...inherited, SERVER: deployment.url, TOKEN: token, PURPOSE: purpose };
  const { stdout } = await run(process.execPath, [join(folder, 'shown.js')], { env });
  const tree = JSON.parse(stdout);
  return { text: textOf(tree), rows: below(tree, 'tr').map((row) => below(row, 'td').map(textOf)) };
}

interface Node {
  readonly type: string;
  readonly children: readonly (Node | string)[] | null;
}

function below(node: Node | string, type: string): Node[] {
  if (typeof node === 'string') return [];
  return [...(node.type === type ? [node] : []), ...(node.children ?? []).flatMap((child) => below(child, type))];
}

function textOf(node: Node | string): string {
  return typeof node === 'string' ? node : (node.children ?? []).map(textOf).join('');
}

test('the page has fifty lines of code, and shows a searched person with values, a hit and whom to ask, and what is null', async () => {
  expect(
    text
      .trim()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('//')).length,
  ).toBeLessThanOrEqual(50);
  const { authorization = '' } = await deployment.headersOf({
    agency: 'EU-ANTIFRAUD',
    purpose: 'SANCTIONS_ENFORCEMENT',
  });
  const page = await show(authorization.slice('Bearer '.length), 'SANCTIONS_ENFORCEMENT');
  expect(page.rows).toEqual([
    ['Фиктив Небываленко-Омега', '1979-06', '["BG"]', 'hit  police-spoc@de.example.org', 'none'],
    ['Фиктива Небываленко-Омега', '1997', '["KZ"]', 'none', 'none'],
  ]);
  expect(page.text).toMatch(/Searched: OK\. .*Receipt \d+ of test-/);
});

test('the page shows a chip for what is withheld, and in words why there is nothing', async () => {
  const { authorization = '' } = await deployment.headersOf({ agency: 'IT-FIU', purpose: 'SANCTIONS_ENFORCEMENT' });
  const token = authorization.slice('Bearer '.length);
  expect((await show(token, 'SANCTIONS_ENFORCEMENT')).rows.map((row) => row[3])).toEqual(['withheld  ', 'withheld  ']);
  expect((await show(token, 'BORDER_CHECK')).text).toBe('The stated purpose is not allowed to this viewer.');
});
