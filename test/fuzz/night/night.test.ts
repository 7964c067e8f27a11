import { expect, test } from '@jest/globals';
import { createRandom } from '../world/random.js';
import { faultsOfAnswers } from './laws/answers.js';
import type { Asked } from './load/ask.js';
import { judge } from './load/judge.js';
import type { Night } from './night.js';
import { events, order } from './plan.js';
import { createWords } from './words.js';

/* What judges a night: a broken law must be seen. The night itself is `npm run fuzz -- night`. */
const words = createWords(createRandom(1));
const planted = words.plant('mapped-night', ['DE-POLICE']);
planted.takenInAt = 100;
const receipt = { log: 'main', index: 7, leafHash: 'ab' };

function findingsOf(agency: string, body: object | string, { status = 200, begun = 200 } = {}): readonly string[] {
  const found: string[] = [];
  const night = { words, find: (law: string) => void found.push(law) } as unknown as Night;
  const officer = { agency, role: '', subject: '', clearance: '', purpose: '', caseReference: '' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  judge(night, { officer, status, text, begun, isExport: typeof body === 'string' });
  return found;
}

const shown = { data: { persons: [{ name: planted.name.toUpperCase() }] }, extensions: { audit: receipt } };

test('a name that is not released to an agency is seen in its answer, and in no other', () => {
  expect(findingsOf('PL-BORDER', shown)).toEqual(['policy', 'policy']);
  expect(findingsOf('ES-TAX', shown)).toEqual(['policy', 'policy']);
  expect(findingsOf('DE-POLICE', shown)).toEqual([]);
  expect(findingsOf('EU-ANALYSIS', shown)).toEqual([]);
});

test('a name that was taken away is seen where it comes back, but not where it was asked for before', () => {
  planted.goneAt = 300;
  expect(findingsOf('DE-POLICE', shown, { begun: 299 })).toEqual([]);
  expect(findingsOf('DE-POLICE', shown, { begun: 301 })).toEqual(['policy', 'policy']);
  delete planted.goneAt;
});

test('an answer without a receipt is seen, and one whose code nobody knows', () => {
  expect(findingsOf('DE-POLICE', { data: { persons: null } })).toEqual(['log']);
  expect(findingsOf('DE-POLICE', { errors: [{ extensions: { code: 'OOPS' } }] }, { status: 500 })).toEqual(['errors']);
  expect(findingsOf('DE-POLICE', '{"header":{"export":"1"}}\n{"row":1,"record":{}}\n')).toEqual(['log']);
});

test('a refusal is seen unless the question earned it, or something was broken at that time', () => {
  const base = { agency: 'DE-POLICE', question: 'list', requestId: '', receipts: [], persons: [] };
  const asked = (code: string, more: Partial<Asked> = {}): Asked => ({
    ...{ ...base, code, refusedBy: [], begun: 1_000_000, ended: 1_000_100, status: 503 },
    ...more,
  });
  const during = [{ name: 'worker killed', from: 999_000, to: 1_000_050 }];
  const faults = (one: Asked, troubles = during): number => faultsOfAnswers([one], troubles).length;
  expect(faults(asked('AUDIT_UNAVAILABLE'), [])).toBe(1);
  expect(faults(asked('AUDIT_UNAVAILABLE'))).toBe(0);
  expect(faults(asked('ECONNRESET'))).toBe(0);
  expect(faults(asked('AUDIT_FORKED'))).toBe(1);
  expect(faults(asked('INTERNAL'))).toBe(1);
  const reload = [{ name: 'reload', from: 999_000, to: 1_000_050, codes: ['CUT'] }];
  expect(faults(asked('SHUTTING_DOWN', { question: 'export' }), reload)).toBe(0);
  expect(faults(asked('SHUTTING_DOWN'), reload)).toBe(1);
  expect(faults(asked('FILTER_NOT_PERMITTED', { refusedBy: ['FILTER_NOT_PERMITTED'] }), [])).toBe(0);
  expect(faults(asked('OK', { refusedBy: ['FILTER_NOT_PERMITTED'], status: 200 }), [])).toBe(1);
});

test('every event happens once in the order of any seed, each behind what it needs', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const names = order(createRandom(seed)).map(({ name }) => name);
    expect([...names].sort()).toEqual(events.map(({ name }) => name).sort());
    for (const { name, after } of events) if (after) expect(names.indexOf(name)).toBeGreaterThan(names.indexOf(after));
  }
});
