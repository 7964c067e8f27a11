import { expect, it } from '@jest/globals';
import { exceptHeld } from '../../../cli/kept/exceptHeld.js';
import type { Act } from '../../../storage/acts/act.js';

const act = (kind: 'ERASE' | 'EXPIRE' | 'HOLD' | 'RELEASE', spans: readonly string[], log = 'main'): Act => {
  return { kind, log, id: kind, spans, secret: {} };
};
const purge: Act = { kind: 'PURGE', asOf: '2026-12-01', quarantineDays: null };

it('leaves out what was put on hold after an act named it: that act was never done', () => {
  const acts = [act('EXPIRE', ['0-9', '20']), act('ERASE', ['5']), purge, act('HOLD', ['5', '8-20'])];
  expect([...exceptHeld(acts)]).toEqual([act('EXPIRE', ['0-4', '6-7']), purge, act('HOLD', ['5', '8-20'])]);
});

it('leaves an act as it is that came after the hold, or is of another log', () => {
  const acts = [act('ERASE', ['5'], 'main.2'), act('HOLD', ['5']), act('RELEASE', []), act('ERASE', ['5'])];
  expect([...exceptHeld(acts)]).toEqual(acts);
});
