import { type FunctionSpan, functionsOf } from './functions.js';
import type { Fault, SourceFile } from './tree.js';

/**
 * The most lines of a file, characters of a line (code is broken at 120, comments are not), lines of a function without
 * the functions inside it, lines of a function with them, loose files of a folder.
 */
export const limits = { file: 400, line: 140, function: 40, closure: 100, folder: 15 } as const;

/** Folders that may have more files, each with its number and the reason. */
export const fullFolders: Readonly<Record<string, { readonly files: number; readonly reason: string }>> = {
  'test/net': { files: 20, reason: 'the net is one tool, and its rooms would hold one file each' },
};

/** A file that is too long. */
export function findLongFile({ path, text }: SourceFile): readonly Fault[] {
  const lines = text.split('\n').length - 1;
  return lines > limits.file ? [`${path}: ${lines} lines, at most ${limits.file}`] : [];
}

/** Lines that are too long, but for those that a text or pattern makes so. */
export function findLongLines({ path, text }: SourceFile): readonly Fault[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line].length > limits.line && !/['"`/]/.test(line.slice(0, limits.line).replace(/^\s*(\/\/|\/?\*)/, ''))
        ? [`${path}:${index + 1}: ${line.length} characters, at most ${limits.line}`]
        : [],
    );
}

/** Functions that are too long and do not say why (`// Why long: ...` above them or on their first lines). */
export function findLongFunctions({ path, text }: SourceFile): readonly Fault[] {
  const lines = text.split('\n');
  return functionsOf(text)
    .filter(({ own, whole }) => own > limits.function || whole > limits.closure)
    .filter((span) => !saysWhy(lines, span))
    .map(
      ({ name, line, own, whole }) =>
        `${path}:${line}: ${name} has ${own} lines of its own (at most ${limits.function}) and ${whole} in all (at most ` +
        `${limits.closure}); cut it, or say // Why long:`,
    );
}

function saysWhy(lines: readonly string[], { line }: FunctionSpan): boolean {
  let first = line - 1;
  while (/^\s*(\/\/|\/?\*)/.test(lines[first - 1] ?? '')) first -= 1;
  return lines.slice(first, line + 12).some((each) => /Why long: \S+/.test(each));
}

/** Folders with more loose files than a reader takes in. */
export function findFullFolders(files: readonly SourceFile[], full = fullFolders): readonly Fault[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, count]) => {
    const most = full[folder]?.files ?? limits.folder;
    return count > most ? [`${folder}: ${count} loose files, at most ${most}`] : [];
  });
}
