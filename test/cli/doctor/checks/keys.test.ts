import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { escrowFindings, lateFindings } from '../../../../cli/doctor/checks/keys.js';
import { readingsOf } from '../../../../cli/metrics/readings.js';
import { markRenewed, rotateKey } from '../../../../storage/keys/keyRotation.js';
import { createMissingKeys } from '../../../../storage/keys/keys.js';

const keysDirectory = mkdtempSync(join(tmpdir(), 'portcullis-late-'));
createMissingKeys(keysDirectory);

const day = 86_400_000;
const now = Date.now();
const daysLate = async () => {
  const registry = new Registry();
  const nobody = { query: () => Promise.reject(new Error('not asked')) };
  const of = { dataDirectory: '/', keysDirectory, headsDirectory: '/', isEmbedded: false };
  await readingsOf(registry, of, nobody, undefined).get('seal')?.();
  const [, seconds] = /^portcullis_seal_key_overdue_seconds (\S+)$/m.exec(await registry.metrics()) ?? [];
  return Math.round(Number(seconds) / 86_400);
};

it('says that an earlier key of the seal is kept beyond its time, where keys are renewed, and never where they are not', async () => {
  rotateKey(keysDirectory, 'auditSeal', new Date(now - 30 * day));
  expect([lateFindings(keysDirectory, now), await daysLate()]).toEqual([[], 0]);
  markRenewed(keysDirectory, 'auditSeal', { at: new Date(now).toISOString(), keep: 7 });
  expect(lateFindings(keysDirectory, now)).toMatchObject([
    { severity: 'WARNING', message: expect.stringMatching(/were to be renewed 23 days ago/) },
  ]);
  expect(await daysLate()).toBe(23);
  markRenewed(keysDirectory, 'auditSeal', { at: new Date(now - 4 * day).toISOString(), keep: 30 });
  expect(await daysLate()).toBe(3);
  markRenewed(keysDirectory, 'auditSeal', { at: new Date(now).toISOString(), keep: 30 });
  expect([lateFindings(keysDirectory, now), await daysLate()]).toEqual([[], 0]);
});

it('says that an export of keys opens nothing any more, once the keys of the seal were renewed twice since', () => {
  const exported = new Date(now + day);
  rotateKey(keysDirectory, 'auditSeal', new Date(now + 2 * day));
  expect(escrowFindings(keysDirectory, exported)).toEqual([]);
  rotateKey(keysDirectory, 'auditSeal', new Date(now + 3 * day));
  expect(escrowFindings(keysDirectory, exported)).toMatchObject([{ severity: 'WARNING' }]);
  expect([escrowFindings(keysDirectory, null), escrowFindings(keysDirectory, new Date(now + 2 * day))]).toEqual([
    [],
    [],
  ]);
});
