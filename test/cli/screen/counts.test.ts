import { describe, expect, it } from '@jest/globals';
import { type Matching, toCertificate } from '../../../cli/screen/certificate.js';
import { exitCodeOf } from '../../../cli/screen/runScreen.js';
import { count, nothingCounted, type ScreeningResult } from '../../../cli/screen/screen.js';

describe('what became of a line', () => {
  it('counts a line that was searched in part as such, whether or not it has matches', () => {
    const counts = { ...nothingCounted };
    const line = { line: 1, ref: null, hitState: 'ASKED' };
    const hit = { id: 'person_1' };
    count(counts, [
      { ...line, state: 'PARTIAL', matches: [{}] },
      { ...line, state: 'DENIED', matches: [], hit },
      { ...line, state: 'OK', matches: [{}], hit },
    ]);
    expect(counts).toEqual({ ...nothingCounted, matched: 2, hits: 2, notWhole: 2 });
  });

  it('counts as not searched whole whose hit was to be looked for and was not: nobody reads no match as clear', () => {
    const counts = { ...nothingCounted };
    const line = { line: 1, ref: null, state: 'OK', matches: [] };
    count(
      counts,
      ['ASKED', 'NOT_ASKED', 'LIMITED', 'UNAVAILABLE'].map((hitState) => ({ ...line, hitState })),
    );
    const states = { hitsNotAsked: 1, hitsLimited: 1, hitsUnavailable: 1 };
    expect(counts).toEqual({ ...nothingCounted, ...states, noHit: 2, notWhole: 2 });
  });

  it('certifies nothing where the search was not whole, or no list is loaded: nobody is on a list of an empty database', () => {
    const receipt = { log: 'l', index: 1, leafHash: '0' };
    const answer = {
      line: 1,
      ref: null,
      kind: 'person',
      asked: {},
      matches: [],
      place: 0,
      salt: '0',
      receipt,
    } as const;
    const matching = { agency: 'A', agencyKind: 'K', role: 'R', purpose: 'P', compared: [] } as unknown as Matching;
    const said = (state: string, lists: readonly object[] | null, hitState = 'ASKED') =>
      toCertificate({ ...answer, state, hitState }, { ...matching, lists: lists as Matching['lists'] });
    expect(said('TIMEOUT', [{}])).toMatchObject({
      certifies: false,
      statement: 'This certifies nothing: the search ended as TIMEOUT.',
    });
    expect(said('OK', [])).toMatchObject({ certifies: false, statement: 'This certifies nothing: no list is loaded.' });
    for (const hitState of ['LIMITED', 'UNAVAILABLE']) {
      const statement = `This certifies nothing: hits were ${hitState}.`;
      expect(said('OK', [{}], hitState)).toMatchObject({ certifies: false, statement });
    }
    expect(said('OK', [{}], 'NOT_ASKED').statement).toContain('found no match, and looked for no hit');
    expect(said('OK', null)).toMatchObject({ certifies: true, lists: null });
  });

  it('ends with 0 only where every line was searched whole', () => {
    const whole: ScreeningResult = { ...nothingCounted, lines: 2, before: 0, matched: 1, noHit: 1 };
    expect(exitCodeOf(whole)).toBe(0);
    expect(exitCodeOf({ ...whole, noHit: 0, notWhole: 1 })).toBe(2);
    expect(exitCodeOf({ ...whole, noHit: 0, mistakes: 1 })).toBe(2);
    expect(exitCodeOf({ ...whole, noHit: 0, hits: 1 })).toBe(2);
  });
});
