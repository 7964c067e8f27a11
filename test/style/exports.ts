import { posix } from 'node:path';
import type { Fault, SourceFile } from './tree.js';

/** Files that nothing imports because something else starts them. */
export const startedFiles: Readonly<Record<string, string>> = {
  'cli/main.ts': 'the command',
  'client/index.ts': 'what front-ends import',
  'client/bindings/apollo.ts': 'what front-ends with Apollo Client import',
  'client/bindings/react.ts': 'what front-ends with React import',
  'client/bindings/urql.ts': 'what front-ends with urql import',
  'cli/audit/threads/pages.worker.ts': 'pageThreads.ts, as threads',
  'cli/build/readAhead.ts': 'the last step of the build',
  'matching/index.ts': 'bench/matching.mjs',
  'subject/index.ts': 'what commands and the console import of it',
};

/** Source files that no other source file imports: tests alone do not keep a file alive. */
export function findDeadFiles(files: readonly SourceFile[]): readonly Fault[] {
  const imported = new Set(
    files.flatMap(({ path, text }) =>
      [...text.matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g)].map(([, to = '']) =>
        posix.normalize(posix.join(posix.dirname(path), `${to}.ts`)),
      ),
    ),
  );
  return files
    .filter(({ path }) => !imported.has(path) && !Object.hasOwn(startedFiles, path))
    .map(({ path }) => `${path}: no source file imports it; take it out`);
}

// Types that are what a described constant has: its values, its keys, what it makes.
const derivedType = /^export type \w+ = (\(typeof \w+\)\[number\]|keyof typeof \w+);$/;

/** Exports of which nothing is said. Constants and types without a blank line between them share what is said above. */
export function findSilentExports({ path, text }: SourceFile): readonly Fault[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const before = lines[index - 1] ?? '';
    const isSaid = /\*\/\s*$|^\/\//.test(before);
    const isCode = /^export (async |abstract )?(function|class)\b/.test(line);
    const isNamed = /^export (const|type|interface|enum) \w/.test(line) && !derivedType.test(line);
    const isSilent = isCode ? !isSaid : isNamed && !isSaid && (before === '' || /^import | from '/.test(before));
    return isSilent ? [`${path}:${index + 1}: say what it is: ${line.slice(0, 60)}`] : [];
  });
}

/** What the benchmark takes from the product, as `const { name } = await product('file.js')`, and the product does not export. */
export function findMissingProducts(benches: readonly SourceFile[], files: readonly SourceFile[]): readonly Fault[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return benches.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:\{ ([\w, ]+) \} = await )?product\('([^']+)\.js'\)/g)].flatMap(([, names, module = '']) => {
      const source = texts.get(`${module}.ts`);
      if (source === undefined) return [`${path}: there is no ${module}.ts`];
      return (names?.split(', ') ?? [])
        .filter((name) => !new RegExp(`^export .*\\b${name}\\b`, 'm').test(source))
        .map((name) => `${path}: ${module}.ts exports no ${name}`);
    }),
  );
}
