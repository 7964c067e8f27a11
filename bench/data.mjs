import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('data/', import.meta.url));

/** Folder of everything that a run makes; not under version control. */
export const scratch = own;

/**
 * Data directory of the embedded PostgreSQL. As root, the server runs as another user, who must get there.
 *
 * @param {number} [rows] a source, where it is to hold them
 */
export function dataDirectory(rows) {
  const path = join(
    process.getuid?.() === 0 && !isOpen(dirname(own)) ? '/var/lib/portcullis-bench' : own,
    rows === undefined ? 'postgres' : `postgres-${rows}`,
  );
  mkdirSync(dirname(path), { recursive: true, mode: 0o711 });
  return path;
}

function isOpen(folder) {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return folder === dirname(folder) || isOpen(dirname(folder));
}
