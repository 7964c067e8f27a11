import { hash } from 'node:crypto';
import { join } from 'node:path';
import { PortcullisError } from '../../schema/errors.js';
import { makePrivateFolder, readIfThere, writeWholeFile } from '../../schema/wholeFile.js';
import { type ParsedCheckpoint, parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import type { VerifierKey } from '../c2sp/verifierKey.js';
import { primitives } from '../primitives.js';

/** A head that a witness cosigned: the note, with the log's lines and its own. */
export interface KeptHead {
  readonly note: string;
  readonly checkpoint: ParsedCheckpoint;
}

/** The last head of each origin, a file each; one process at a time. */
export interface KeptHeads {
  /** Null if nothing was cosigned yet. @throws PortcullisError INTERNAL for a file that is not what was written */
  read(origin: string): KeptHead | null;
  /** By the SHA-256 of an origin, hex. */
  readHashed(origin: string): KeptHead | null;
  /** Holds against a power cut when it returns. */
  write(origin: string, note: string): void;
}

/** Name of the file, and of the URL, of an origin. */
export function hashOfOrigin(origin: string): string {
  return hash('sha256', origin, 'hex');
}

/**
 * The heads that a witness keeps.
 *
 * @param dir a folder of its own; made where there is none
 * @param own the witness's keys: what none of them cosigned was not written by it
 */
export function openKeptHeads(dir: string, own: readonly VerifierKey[]): KeptHeads {
  makePrivateFolder(dir);
  const read = (hashed: string): KeptHead | null => {
    const path = join(dir, hashed);
    const note = readIfThere(path);
    if (note === null) return null;
    const checkpoint = parseCheckpoint(note, { withExtensions: true });
    const isOwn = checkpoint && (openCosignatures(checkpoint, own, primitives)?.length ?? 0) > 0;
    // Why never "none": a witness that forgets would cosign a log that was rolled back.
    if (!isOwn || hashOfOrigin(checkpoint.origin) !== hashed) {
      throw new PortcullisError('INTERNAL', {
        message: `The head in ${path} is not one that this witness cosigned.`,
        hint: 'Its key was changed, or the file: put back what was there, or begin another witness, by another name in another folder.',
      });
    }
    return { note, checkpoint };
  };
  return {
    read: (origin) => read(hashOfOrigin(origin)),
    readHashed: (hashed) => (/^[0-9a-f]{64}$/.test(hashed) ? read(hashed) : null),
    write: (origin, note) => void writeWholeFile(join(dir, hashOfOrigin(origin)), note, 'replace'),
  };
}
