import { describe, expect, test } from '@jest/globals';
import { kindSearch, kinds } from '../../../../console/pages/search/kinds.js';
import { searchedKinds as cargo } from '../../../../subgraphs/cargo/searchRepository.js';
import { searchedKinds as incidents } from '../../../../subgraphs/incidents/searchRepository.js';
import { matchedKinds } from '../../../../subgraphs/persons/matchedRepository.js';
import { searchedKinds as persons } from '../../../../subgraphs/persons/searchRepository.js';
import { searchedKinds as seizures } from '../../../../subgraphs/seizures/repository.js';

const sources = [...persons, ...cargo, ...seizures, ...incidents];

describe('what the console says of each kind', () => {
  test('names every kind that the sources search', () => {
    expect([...kinds].sort()).toEqual(sources.map(({ field }) => field).sort());
  });

  test.each(sources.map((source) => [source.field, source] as const))(
    'has the forms and ways by which %s are found, so that none goes unmentioned where it was left out',
    (field, { exact, alike, words, positions }) => {
      const { forms, ways } = kindSearch[field as (typeof kinds)[number]];
      expect([...forms].sort()).toEqual([...new Set(exact.map(({ form }) => form))].sort());
      const isMatched = Object.hasOwn(matchedKinds, field);
      const others = [(alike || isMatched) && 'similar', words && 'words', positions && 'near'].filter(Boolean);
      expect([...ways].sort()).toEqual(others.sort());
    },
  );
});
