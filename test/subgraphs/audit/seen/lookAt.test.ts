import { describe, expect, it } from '@jest/globals';
import type { DisclosedGroup } from '../../../../auditlog/types.js';
import { lookAt } from '../../../../subgraphs/audit/seen/lookAt.js';

const group = (changes: Partial<DisclosedGroup>): DisclosedGroup => ({
  type: 'Person',
  originator: 'NL-CUSTOMS',
  categories: ['persons.identity'],
  ids: ['person_one'],
  ...changes,
});
const look = (groups: readonly Partial<DisclosedGroup>[], isOwn = false) =>
  lookAt(groups.map(group), { agency: 'NL-CUSTOMS', ids: new Set(['person_one', 'seizureperson_one']), isOwn });

describe('what a look told of the asked person', () => {
  it('is what it showed of the records and links found, and a look counts by the most that it told', () => {
    const groups = [
      {},
      { type: 'SeizurePerson', categories: ['seizures.persons'], ids: ['seizureperson_two', 'seizureperson_one'] },
      { categories: [], presence: true },
    ];
    expect(look(groups)).toEqual({ told: 'SHOWN', categories: ['persons.identity', 'seizures.persons'] });
  });

  it('is nothing of what was shown beside', () => {
    expect(look([{ ids: ['person_two'], categories: ['persons.documents'] }])).toBeNull();
    expect(look([{}, { ids: ['person_two'], categories: ['persons.documents'] }])?.categories).toEqual([
      'persons.identity',
    ]);
  });

  it.each([['DE-POLICE'], [null]])('is nothing of what the agency did not enter itself: %s', (originator) => {
    expect(look([{ originator }])).toBeNull();
    expect(look([{ originator, categories: [], presence: true }])).toBeNull();
  });

  it('is a disclosure where it was a hit, and none where only its presence was told', () => {
    expect(look([{ hit: true, categories: [] }])).toEqual({ told: 'SHOWN', categories: [] });
    expect(look([{ presence: true, categories: [] }])).toEqual({ told: 'PRESENCE', categories: [] });
  });

  it("is that it was asked for in vain where the agency's own officer asked, and nothing where another's did", () => {
    const inVain = [{ originator: null, asked: true, categories: [] }];
    expect(look(inVain, true)).toEqual({ told: 'ASKED', categories: [] });
    expect(look(inVain)).toBeNull();
    expect(look([{ originator: 'DE-POLICE', asked: true, categories: [] }], true)).toBeNull();
  });
});
