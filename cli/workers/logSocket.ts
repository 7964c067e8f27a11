import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';

/** Longest path of a unix socket, bytes: sun_path of unix(7) less its final zero, on macOS. */
const maxPath = 103;

/**
 * A place for the socket of the process that writes the log, in a folder that only this user can enter: in the data directory, or, if
 * that path is too long, a temporary one.
 */
export function makeLogSocket(dataDirectory: string): LogSocket & { remove(): void } {
  const own = join(dataDirectory, 'log-socket');
  const fits = Buffer.byteLength(join(own, name)) <= maxPath;
  const folder = fits ? own : mkdtempSync(join(tmpdir(), 'portcullis-'));
  rmSync(own, { recursive: true, force: true });
  if (fits) mkdirSync(own, { recursive: true, mode: 0o700 });
  return {
    path: join(folder, name),
    secret: randomBytes(32).toString('base64url'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const name = 'entries';
