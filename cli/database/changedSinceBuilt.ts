import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A source file of a folder that was changed after the build; null where there is none, as in a package without sources.
 *
 * @param built a file that every build writes anew: one that did not change is not compiled again
 */
export function changedSinceBuilt(folder: string, built: string): string | null {
  const at = statSync(built).mtimeMs;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.find((name) => name.endsWith('.ts') && statSync(join(folder, name)).mtimeMs > at) ?? null;
}
