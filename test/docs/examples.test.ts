import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { packageFile, readPackageFile, root } from '../../schema/files.js';
import { patient, type RunningCommand, runCommand, shortLived, temporaryDataDirectory } from '../support/command.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { type Fence, fencesOf, pages } from './support/pages.js';

/*
 * Every example of README.md and docs/ is run against a fresh `start`, page by page, and its answer compared with the JSON that
 * follows it, member by member. The first line of a fence says what is done with it:
 *
 *     ```graphql as AGENCY ROLE, PURPOSE      asked; with a third part by that case reference
 *     ```sh                                   run in a shell, in a folder that has schema/ and ingest/
 *     ```json                                 the answer to the example before it; "…" stands for anything
 *     ```text                                 no example: a drawing, a form
 *     ```LANGUAGE tested by FILE              that test runs it
 *     ```LANGUAGE quoted from FILE            that file of docs/examples has these lines, and a test of its own
 *     ```LANGUAGE not run: REASON
 */

/** Pages whose examples a test of their own runs. */
const testedWhole: Readonly<Record<string, string>> = {
  'docs/INGEST.md': 'test/docs/ingest.test.ts',
  'docs/MAPPING.md': 'test/ingest/mapping/documentation.test.ts',
};

const folder = mkdtempSync(join(tmpdir(), 'portcullis-docs-'));
const directory = temporaryDataDirectory('portcullis docs ');
let server: RunningCommand;
let url = '';

beforeAll(async () => {
  makeFolder();
  server = closedAfter(runCommand(['start', '--data', directory.path, '--port', '0', '--log-level', 'error'], patient));
  await server.until(/More: /);
  [url = ''] = /http:\S+(?=\/graphql)/.exec(server.out()) ?? [];
}, 300_000);

/** A folder like one in which the product was unpacked, with `portcullis` and `npx portcullis` as built. */
function makeFolder(): void {
  for (const name of ['schema', 'ingest', 'tools']) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(join(folder, '.bin'));
  const main = packageFile('dist', 'cli', 'main.js');
  for (const [name, before] of [
    ['portcullis', ''],
    ['npx', 'shift\n'],
  ]) {
    const shim = join(folder, '.bin', name ?? '');
    writeFileSync(shim, `#!/bin/sh\n${before}exec "${process.execPath}" ${shortLived.join(' ')} "${main}" "$@"\n`);
    chmodSync(shim, 0o755);
  }
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs lines of a page, as somebody would beside the server that it speaks of. */
function runShell(block: string): Promise<Ended> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const env = {
    ...{ ...inherited, ...patient },
    PORTCULLIS_DATA: directory.path,
    PATH: `${join(folder, '.bin')}:${process.env.PATH}`,
  };
  const script = block.replaceAll('http://127.0.0.1:4000', url);
  return new Promise((done) => {
    execFile('/bin/bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, env }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

const tokens = new Map<string, Promise<Ended>>();

/** Asks as the fence says, with a token as `portcullis token` makes it. */
async function ask({ info, text }: Fence): Promise<unknown> {
  const [, agency = '', role = '', purpose = '', reference] = /^as (\S+) (\S+), (\S+?)(?:, (\S+))?$/.exec(info) ?? [];
  const mint = `portcullis token --agency ${agency} --role ${role} | tail -n 1`;
  if (!tokens.has(mint)) tokens.set(mint, runShell(mint));
  const headers = {
    authorization: `Bearer ${(await tokens.get(mint))?.out.trim()}`,
    'content-type': 'application/json',
    'query-purpose': purpose,
    ...(reference ? { 'case-reference': reference } : {}),
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: text }) });
  return await response.json();
}

/** The block of JSON that answers an example: the fence behind it. */
function answerTo(fence: Fence): unknown {
  const fences = fencesOf(fence.page);
  const next = fences[fences.findIndex(({ line }) => line === fence.line) + 1];
  return next?.language === 'json' && next.info === '' ? JSON.parse(next.text) : undefined;
}

/** Holds what was answered to what the page shows, where it shows anything. */
function expectAnswer(fence: Fence, actual: unknown): void {
  const shown = answerTo(fence);
  expect((actual as { readonly errors?: unknown })?.errors).toBeUndefined();
  if (shown !== undefined) expect(asShown(actual, shown)).toEqual(shown);
}

/** What was answered, with "…" where the page has it; what only `extensions` has beside what is shown is left out. */
function asShown(actual: unknown, shown: unknown, inExtensions = false): unknown {
  if (shown === '…') return '…';
  if (Array.isArray(actual) && Array.isArray(shown))
    return actual.map((value, at) => asShown(value, shown[at], inExtensions));
  if (typeof actual !== 'object' || actual === null || typeof shown !== 'object' || shown === null) return actual;
  const known = shown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(actual)
      .filter(([name]) => name in known || !(inExtensions || name === 'extensions'))
      .map(([name, value]) => [name, asShown(value, known[name], inExtensions || name === 'extensions')]),
  );
}

const isRun = ({ page, language, info }: Fence): boolean =>
  !(page in testedWhole) && (language === 'sh' ? info === '' : language === 'graphql' && info.startsWith('as '));

const fences = pages.flatMap(fencesOf);
const placed = (some: readonly Fence[]) => some.map((fence) => [`${fence.page}:${fence.line}`, fence] as const);

test.each(placed(fences))('%s is run, or says why not', (_, fence) => {
  const { page, language, info, text } = fence;
  expect(language).not.toBe('');
  if (isRun(fence) || language === 'text') return;
  const quoted = /^quoted from (docs\/examples\/\S+)$/.exec(info)?.[1];
  if (quoted !== undefined) return expect(readPackageFile(...quoted.split('/'))).toContain(text);
  const file = info === '' ? testedWhole[page] : /^tested by (\S+)$/.exec(info)?.[1];
  const before = fences[fences.indexOf(fence) - 1];
  const isAnswer = language === 'json' && info === '' && before !== undefined && isRun(before);
  expect([/^not run: \S+ \S+ \S+/.test(info), file !== undefined && existsSync(packageFile(file)), isAnswer]).toContain(
    true,
  );
});

test.each(pages)('no example of %s is an indented block, which could not say what is done with it', (page) => {
  const prose = readPackageFile(...page.split('/')).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  expect([...prose.matchAll(/^(?! *[-\d]).*\n\n {4}\S.*$/gm)].map(([block]) => block)).toEqual([]);
});

test('the settings file of docs/operations/settings.md is one that is read', async () => {
  const file = fences.find(({ page, language }) => page === 'docs/operations/settings.md' && language === 'yaml');
  writeFileSync(join(folder, 'portcullis.yaml'), file?.text ?? '');
  const { code, out, err } = await runShell('portcullis config --config portcullis.yaml');
  rmSync(join(folder, 'portcullis.yaml'));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^--max-depth +12 +file/m);
});

test.each(placed(fences.filter((fence) => isRun(fence) && fence.language === 'graphql')))(
  '%s is answered as it says',
  async (_, fence) => expectAnswer(fence, await ask(fence)),
);

// Why a page in one shell: a variable of one block is used in the next.
test.each(pages.filter((page) => fencesOf(page).some((fence) => isRun(fence) && fence.language === 'sh')))(
  'the commands of %s do what it says, one after the other',
  async (page) => {
    const commands = fencesOf(page).filter((fence) => isRun(fence) && fence.language === 'sh');
    const script = commands.map(({ line, text }) => `echo '@@ ${line}'\n${text}\necho`).join('\n');
    const { code, out, err } = await runShell(script);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const fence of commands) {
      const own = out.split(`@@ ${fence.line}\n`)[1]?.split('\n@@ ')[0] ?? '';
      const objects = own.split('\n').filter((line) => line.startsWith('{'));
      for (const object of objects) expect(JSON.parse(object).errors).toBeUndefined();
      if (answerTo(fence) !== undefined) expectAnswer(fence, JSON.parse(objects.at(-1) ?? 'null'));
    }
  },
);
