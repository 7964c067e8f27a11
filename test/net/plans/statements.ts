import { createHash } from 'node:crypto';
import type { Asked } from '../answers.js';
import type { Planner } from './planner.js';

/** Of each operation: how many statements each source sent, and how many rows it read. */
export function recordStatements(asked: readonly Asked[]): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const { operation, viewer, statements } of asked) {
    const sources = [...new Set(statements.map(({ source }) => source))].sort();
    const counts = sources.map((source) => {
      const own = statements.filter((one) => one.source === source);
      const rows = own.reduce((sum, one) => sum + one.rows, 0);
      // Heads of the log are signed by the clock.
      return source === 'audit' ? `audit ${own.length}` : `${source} ${own.length} (${rows} rows)`;
    });
    sections.set(`${operation.name}, ${viewer}`, counts.join(', ') || 'none');
  }
  return sections;
}

/** Each way in which PostgreSQL goes about a statement of a source, with the first operations that go it. */
export async function recordPlans(asked: readonly Asked[], planner: Planner): Promise<ReadonlyMap<string, string>> {
  const users = new Map<string, Set<string>>();
  for (const { operation, statements } of asked) {
    for (const { source, text } of statements) {
      const key = `${source}\n${await planner.shapeOf(source, text)}`;
      users.set(key, (users.get(key) ?? new Set()).add(operation.name));
    }
  }
  return new Map(
    [...users].sort().map(([key, names]) => {
      const [source, ...shape] = key.split('\n');
      const digest = createHash('sha256').update(key).digest('hex').slice(0, 10);
      return [`${source} ${digest}`, [...shape, `used by ${[...names].sort().slice(0, 3).join('; ')}`].join('\n')];
    }),
  );
}
