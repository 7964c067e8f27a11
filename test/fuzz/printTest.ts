import type { FuzzCase } from './case.js';
import type { Difference } from './compare/compare.js';

/** A failing case as the text of a Jest test, ready for `regressions.test.ts`. */
export function printTest(fuzzCase: FuzzCase, failures: readonly Difference[]): string {
  const { query, ...rest } = fuzzCase;
  const [first] = failures;
  const settings = Object.entries(rest).map(([name, value]) => `    ${name}: ${literal(value)},`);
  return [
    ...(first ? [comment(first)] : []),
    `test('${fuzzCase.supergraph}, seed ${fuzzCase.seed}: ${first?.kind ?? 'passes'}', async () => {`,
    '  const failures = await failuresOf({',
    ...settings,
    `    query: \`${query.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${').replaceAll('\n', '\n      ')}\`,`,
    '  });',
    '  expect(failures).toEqual([]);',
    '});',
    '',
  ].join('\n');
}

function comment({ kind, path, ours, apollo }: Difference): string {
  const line = (name: string, value: unknown): string =>
    `//   ${name} ${(JSON.stringify(value) ?? 'undefined').slice(0, 400)}`;
  return [`// ${kind}${path ? ` at ${path}` : ''}`, line('ours  ', ours), line('apollo', apollo)].join('\n');
}

function literal(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === 'string' ? `'${value}'` : text;
}
