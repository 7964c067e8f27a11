import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** What a signature is for, so that one made for another purpose is none for this. */
const purpose = 'portcullis-release';

/**
 * Writes SHA256SUMS over all files of a folder, as `sha256sum --check` reads it, and signs it where a key is named (SSHSIG, which
 * `ssh-keygen -Y verify` checks). Why Ed25519 alone: the same text has the same signature.
 */
export function writeChecksums(out, key) {
  const lines = readdirSync(out)
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex')}  ${name}\n`,
    );
  const file = join(out, 'SHA256SUMS');
  writeFileSync(file, lines.join(''));
  if (key === undefined) return console.error('SHA256SUMS is not signed: name a key by --key FILE.');
  if (!run('ssh-keygen', ['-l', '-f', key]).includes('(ED25519)')) throw new Error(`${key} is no Ed25519 key.`);
  run('ssh-keygen', ['-Y', 'sign', '-q', '-f', key, '-n', purpose, file], { stdio: ['ignore', 'pipe', 'pipe'] });
}
