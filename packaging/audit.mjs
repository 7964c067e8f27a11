/*
 * `npm run release:audit`: asks the registry for known weaknesses of packages that are shipped, and fails at a high or critical one.
 * Where the registry has no such service, or cannot be reached, it says so and is no failure.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findWeak } from './shipped.mjs';

const { stdout } = spawnSync('npm', ['audit', '--json', '--include=dev'], { encoding: 'utf8', maxBuffer: 1 << 28 });
const { vulnerabilities, message, error } = parse(stdout);
if (vulnerabilities === undefined)
  // Not the whole message: it names the registry's host.
  console.log(
    `npm audit: skipped, the registry does not tell (${(error?.code ?? message ?? 'no answer').split(' - ')[0]}).`,
  );
else {
  const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  const found = findWeak(vulnerabilities, read('../package-lock.json'), read('../dist/console.json').packages);
  for (const { name, severity, range } of found) console.log(`npm audit: ${name} ${range}: ${severity}`);
  console.log(`npm audit: ${found.length} packages that are shipped have a known weakness that is high or critical.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
