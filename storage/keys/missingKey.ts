import type { SourceName } from '../../schema/sources.js';
import { StorageError } from '../storageError.js';
import type { KeyName } from './keyFiles.js';

/** What a key is for, and what is lost with it. Shown by `portcullis keys`. */
export function meaningOf(name: KeyName): string {
  return meanings[name.startsWith('subgraph-') ? 'subgraph' : (name as keyof typeof meanings)];
}

/** @throws StorageError KEY_MISSING. @param place folder of keys, or what stands for it */
export function throwMissing(name: KeyName, place: string): never {
  throw new StorageError(
    'KEY_MISSING',
    `The key ${name} is missing in ${place} (${meaningOf(name)}).`,
    'Name its folder with --keys, or put its file back from your copy of the keys: no backup has them, and they are made once.',
  );
}

const meanings: Readonly<Record<Exclude<KeyName, `subgraph-${SourceName}`> | 'subgraph', string>> = {
  link: 'references between sources; lost: no source finds the records of another until everything is loaded anew',
  probe:
    'matching across sources within one request, keys between sources that stand alone, what viewers tried; lost: what was tried today',
  cursor: 'page cursors, good for a day; lost: clients start their lists again',
  auditSeal: 'bodies of log entries; lost: no body opens any more, proofs stand',
  blindIndex: 'search by entity in the audit log; lost: old entries are not found by entity',
  checkpoint: 'signs the audit log; lost: a new public key has to be given to witnesses',
  subgraph: 'gateway to this subgraph; lost: both have to be given a new one',
};
