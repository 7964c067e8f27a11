import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../../schema/files.js';

/** A file of the tree. */
export interface SourceFile {
  /** From the top of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a file or folder, as one line that begins with its path. */
export type Fault = string;

/** The folders of the product, in the order in which they import one another. */
export const sourceFolders = [
  'client',
  'schema',
  'policy',
  'auditlog',
  'matching',
  'subject',
  'storage',
  'subgraphs',
  'ingest',
  'gateway',
  'cli',
] as const;

const ignored = new Set(['node_modules', 'dist', 'deliveries', 'recorded', 'data', 'results']);

/** The files below folders whose name ends so, in the order of their paths. */
export function filesBelow(folders: readonly string[], ending: RegExp): readonly SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !ignored.has(entry.name)) walk(path);
      else if (entry.isFile() && ending.test(entry.name))
        found.push({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') });
    }
  };
  for (const folder of folders) if (existsSync(join(root, folder))) walk(join(root, folder));
  return found;
}
