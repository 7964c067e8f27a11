import { expect, test } from '@jest/globals';
import { decideDraft } from '../../../subject/index.js';
import { answerOf, datum, draftOf, holding, holds } from '../support/answers.js';

const leaveOut = { ground: 'INQUIRY', reason: 'the inquiry goes on' };
const handled = datum('subject.category', 'VICTIM', 'handling.subject');
const answer = (() => {
  const found = answerOf({ persons: holds('persons', [holding('a', [datum('name', 'Nora Nowhere'), handled])]) });
  const handling = { ...found.categories[0], category: 'handling.subject', group: 'handling', told: false };
  return { ...found, categories: [...found.categories, handling] } as typeof found;
})();

test('a record is left out on a ground with what stands on every record, for whose group no regime is', () => {
  const draft = draftOf(answer);
  draft.holdings = draft.holdings.map((each) => ({ ...each, leaveOut }));
  const { leftOut, decision } = decideDraft(draft);
  expect(decision).toBe('NOTHING_TOLD');
  expect(leftOut.records).toMatchObject([
    { holding: 'a', categories: ['handling.subject', 'persons.identity'], ground: 'INQUIRY', article: '15(1)(a)' },
  ]);
});

test('a ground that no regime has is none, there too', () => {
  const draft = draftOf(answer);
  draft.holdings = draft.holdings.map((each) => ({ ...each, leaveOut: { ...leaveOut, ground: 'BECAUSE' } }));
  expect(() => decideDraft(draft)).toThrow(/is no ground/);
});
