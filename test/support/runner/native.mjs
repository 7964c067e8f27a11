// Jest's `testRunner`: runs a test file in plain Node. Why: in Jest's own module system each file evaluates the modules
// of the product and its libraries anew, seconds for a heavy one; here a worker evaluates them once. What a test imports
// below `test/` is its own all the same. A file that begins with `@isolated`, and why, has Jest's own module system: it
// replaces modules, or fakes the clock.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import circus from 'jest-circus/runner';
import { formatStack } from './formatStack.mjs';
import { openHandles, whatIsLeftOpen } from './openHandles.mjs';

const require = createRequire(import.meta.url);
let files = 0;
// Why: code of a test is mostly run a few times, and to optimize it took an eighth of the time. What is hot is optimized later.
setFlagsFromString('--interrupt-budget=1000000');

export default function run(globalConfig, config, environment, runtime, path, send) {
  const restore = remember();
  const removeFolder = makeFolder();
  const end = () => {
    restore();
    removeFolder();
  };
  if (readFileSync(path, 'utf8').startsWith('/** @isolated ')) {
    return circus.default(globalConfig, config, environment, runtime, path, send).finally(end);
  }
  if (files === 0) loadTypeScript();
  files += 1;
  globalThis.console = environment.global.console;
  // Why never taken back: Jest puts its own there before each file.
  Error.prepareStackTrace = formatStack;
  const before = openHandles();
  const tested = circus.default(globalConfig, config, environment, plainNode(files), path, send);
  // Why not awaited: every stack would name this file, and Jest show it instead of the test.
  const done = tested.finally(restore).then((result) => failWhereOpen(result, before));
  // Why last: a process that ends, as a browser does, writes there until then, and would make the folder anew.
  return done.finally(removeFolder);
}

/** Why: a worker runs a hundred files, and what each leaves open would pile up. */
async function failWhereOpen(result, before) {
  const left = await whatIsLeftOpen(before);
  if (left !== '' && result.numFailingTests === 0) throw new Error(`${result.testFilePath} left open: ${left}`);
  return result;
}

/** Makes this file's own folder for temporary files; returns what removes it, with all that tests and commands left there. */
function makeFolder() {
  // Why short: sockets lie below it.
  const folder = mkdtempSync(join(tmpdir(), 'f'));
  // As the system's: the database server runs as another user.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** TypeScript for plain Node, with maps by which a stack names the lines of the source. */
function loadTypeScript() {
  process.setSourceMapsEnabled(true);
  register('./hooks.mjs', import.meta.url);
}

/** What circus asks of Jest's module system, answered by Node's. */
function plainNode(file) {
  return {
    requireInternalModule: (path) => {
      // Why anew: the tests and hooks of the file before are its state.
      delete require.cache[path];
      delete globalThis[Symbol.for('EVENT_HANDLERS')];
      return require(path);
    },
    requireModule: require,
    enterTestCode: () => undefined,
    leaveTestCode: () => undefined,
    setGlobalsForRuntime: (globals) => {
      globalThis[Symbol.for('portcullis.testGlobals')] = globals;
    },
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(`${pathToFileURL(path)}?file=${file}`),
  };
}

/** What a file may change and must not leave to the next. */
function remember() {
  const { console } = globalThis;
  const env = { ...process.env };
  return () => {
    globalThis.console = console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
  };
}
