import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { packIds } from '../../../auditlog/entry/body/packedIds.js';
import { createTokenMaker } from '../../../auditlog/entry/tokenMaker.js';
import { tokenKey } from '../../../auditlog/entry/tokens.js';
import { computeRef, newId } from '../../../storage/keys/ref.js';
import { blindToken } from '../support/blindToken.js';

const index = Buffer.alloc(32, 3);
const maker = createTokenMaker(index);

type Body = Parameters<typeof maker.pack>[1];

/** What a body is found by, as `blindToken` makes each. */
function tokensOf(scope: { agency: string | null; at: string }, body: Body): string[] {
  const key = tokenKey(index, scope);
  const { disclosed, caseReference, justification } = body;
  return [
    ...disclosed.flatMap(({ type, ids, presence, asked }) => {
      const kind = asked ? 'asked' : presence ? 'presence' : 'entity';
      return ids.map((id) => blindToken(key, kind, type === 'Vessel' ? `Vessel ${id}` : id));
    }),
    ...(caseReference ? [blindToken(key, 'case', caseReference)] : []),
    ...(justification ? [blindToken(key, 'justification', justification)] : []),
  ];
}

const made = (scope: { agency: string | null; at: string }, body: Body): string[] =>
  Buffer.from(maker.pack(scope, body, packIds(body.disclosed)).buffer)
    .toString('hex')
    .match(/.{32}/g) ?? [];

describe('a maker of tokens', () => {
  it('makes the tokens that a search looks for, of ids of all forms and kinds by turns', () => {
    for (let round = 0; round < 30; round += 1) {
      const ids = Array.from({ length: round * 20 }, (_, at) =>
        at % 11 === 3
          ? `IMO ${at}`
          : at % 7 === 2
            ? computeRef(index, 'Person', `${at}`)
            : newId(at % 50 < 40 ? 'person' : 'house'),
      );
      const disclosed = [
        { type: 'Person', ids },
        { type: 'Vessel', ids: ['9074729', newId('vessel'), newId('vessel')] },
        { type: 'Person', ids: ids.toReversed(), presence: true },
        { type: 'Person', ids: ids.slice(0, 3), asked: true },
        { type: 'House', ids: [], hit: true },
      ];
      const body = {
        disclosed,
        caseReference: round % 2 ? `NL-${round}` : null,
        justification: round % 3 ? `why ${round}` : null,
      };
      const scope = { agency: round % 5 ? `A${round % 13}` : null, at: `2026-0${1 + (round % 3)}-01T00:00:00.000Z` };
      expect(made(scope, body)).toEqual(tokensOf(scope, body));
    }
  });

  it('makes the same token of an id whatever stands before it: behind a pseudonym one as long was packed as one', () => {
    const pseudonym = computeRef(index, 'Person', 'a');
    for (const id of [`${'p'.repeat(18)}_${'a'.repeat(23)}c`, `${'p'.repeat(18)}_${'A'.repeat(24)}`]) {
      const body = {
        disclosed: [{ type: 'Person', ids: [pseudonym, id, pseudonym] }],
        caseReference: null,
        justification: null,
      };
      const scope = { agency: 'A', at: '2026-11' };
      expect(made(scope, body)).toEqual(tokensOf(scope, body));
    }
  });

  it('makes none where nothing was disclosed and no case was stated', () => {
    expect(made({ agency: 'A', at: '2026-11' }, { disclosed: [], caseReference: null, justification: null })).toEqual(
      [],
    );
  });

  it('makes those of each agency and month under a key of their own, however many take turns', () => {
    const body = {
      disclosed: [{ type: 'Person', ids: ['a', newId('person')] }],
      caseReference: null,
      justification: null,
    };
    for (let round = 0; round < 400; round += 1) {
      const scope = { agency: `A${round % 130}`, at: `2026-0${1 + (round % 3)}-01T00:00:00.000Z` };
      expect(made(scope, body)).toEqual(tokensOf(scope, body));
    }
  });

  it('keeps no long text: a client may state one as long as a request, in each another one', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 100; round += 1) {
      const caseReference = `${round}`.padEnd(900_000, '.');
      maker.pack({ agency: 'A', at: '2026-11' }, { disclosed: [], caseReference, justification: null }, packIds([]));
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  });
});
