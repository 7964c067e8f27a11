import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const seen = fileURLToPath(new URL('../seen.mjs', import.meta.url));

/**
 * Scoreboard (e): an outcome that names 10,000 subjects, in a log of its own.
 *
 * @returns {Promise<{ ms: number, cpu: number }>} until its receipt, median; of it CPU of Node.js
 */
export async function outcomeScoreboard({ node }) {
  const args = [seen, '--only', 'outcome', '--entries', '20000', '--json'];
  const { stdout } = await promisify(execFile)(node, args, { env: { ...process.env, NODE_ENV: 'production' } });
  const [{ ms, cpu }] = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"what":"an outcome of 10,000 '))
    .map((line) => JSON.parse(line));
  return { ms, cpu };
}
