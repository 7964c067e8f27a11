import { randomBytes } from 'node:crypto';
import type { Seals } from '../../../auditlog/keys.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { EntryBody, StatedHeader } from '../../../auditlog/types.js';
import { newestKeyStore } from './keyStore.js';

/** Where the keys of the newest database lie that this process opened a pool on. */
const store: LogPool = {
  query: (statement) => newestKeyStore().query(statement),
  connect: () => newestKeyStore().connect(),
};

/** Key-encryption keys that stay as they are, the present one first. */
export function sealOf(...keys: readonly [Uint8Array, ...Uint8Array[]]): Seals {
  return () => keys;
}

/** Keys of a test's log, the same in every process. */
export const auditKeys = {
  auditSeal: sealOf(Buffer.alloc(32, 1)),
  blindIndex: Buffer.alloc(32, 2),
  checkpoint: checkpointKeys(Buffer.alloc(32, 3)),
  store,
};

/** Words that stand in the sealed parts of `sampleBody` and must be found nowhere in clear. */
export const secrets = [
  'SECRET-LITERAL',
  'SECRET-VARIABLE',
  'SECRET-CASE',
  'SECRET-JUSTIFICATION',
  'person_secretsecret',
];

/** An entry's clear part, with a request id of its own. */
export function sampleHeader(changes: Partial<StatedHeader> = {}): StatedHeader {
  return {
    kind: 'OUTCOME',
    at: '2026-11-25T10:00:00.000Z',
    requestId: randomBytes(12).toString('hex'),
    subject: 'nl-0042',
    agency: 'NL-CUSTOMS',
    agencyKind: 'CUSTOMS_MS',
    role: 'ANALYST',
    purpose: 'RISK_ANALYSIS',
    policyVersion: 'p1',
    schemaHash: 's1',
    documentHash: null,
    operationName: 'Ask',
    code: 'OK',
    durationMs: 12,
    ...changes,
  };
}

/** An entry's sealed part. */
export function sampleBody(changes: Partial<EntryBody> = {}): EntryBody {
  return {
    document: 'query Ask { person(id: $_1) { name } }',
    literals: ['SECRET-LITERAL'],
    variables: { name: 'SECRET-VARIABLE' },
    caseReference: 'SECRET-CASE',
    justification: 'SECRET-JUSTIFICATION',
    disclosed: [
      { type: 'Person', originator: 'NL-CUSTOMS', categories: ['persons.identity'], ids: ['person_secretsecret'] },
    ],
    withheld: [
      {
        path: 'person.reason',
        category: 'persons.reason',
        effect: 'NONE',
        reason: 'CATEGORY',
        rule: 'cell.x',
        count: 1,
      },
    ],
    sources: [{ name: 'persons', result: 'OK', durationMs: 3, manifest: 'present' }],
    errorCodes: [],
    ...changes,
  };
}
