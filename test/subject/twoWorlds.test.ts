import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Holding, Recipient, SubjectDatum, WholeAnswer } from '../../subject/answer.js';
import type { Draft } from '../../subject/draft/shape.js';
import { decideDraft, type LetterModel } from '../../subject/index.js';
import { subjectSources } from '../../subject/sources.js';
import { answerOf, draftOf, exception, holding, holds, recipient } from './support/answers.js';
import { filesOf } from './support/files.js';

/* Two worlds: in one there is something that the letter leaves out, in the other there is not. The letters are the same bytes. */
const runs = { numRuns: 25 };
const forms = (letter: LetterModel): readonly string[] => Object.values(filesOf(letter));
const letterOf = (draft: Draft): readonly string[] => forms(decideDraft(draft).letter);
const nothing = answerOf();

const categories = nothing.categories.map(({ category }) => category);
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const anyDatum = fc.record({
  path: fc.constantFrom(
    'names[0].name',
    'names[1].name',
    'names[2].name',
    'birthDate',
    'identifications[0].number',
    'notes',
  ),
  coordinate: fc.constantFrom('Person.names', 'Person.notes'),
  category: fc.constantFrom(...categories, 'unknown.category'),
  value: anyText,
  ofRecord: fc.boolean(),
});
const anyHolding = fc
  .record({
    data: fc.uniqueArray(anyDatum, { maxLength: 5, selector: ({ path }) => path }),
    type: fc.constantFrom('Person', 'SeizurePerson', 'toString'),
    foundBy: fc.constantFrom('NAME_AND_BIRTH_DATE', 'POINTS_AT_RECORD', 'CONFIRMED'),
    expiresAt: fc.constantFrom(null, '2030-01-01T00:00:00.000Z'),
  })
  .map(({ data, ...given }) => holding('', data, given));
const anyRecipient: fc.Arbitrary<Recipient> = fc
  .record({
    agency: fc.constantFrom('NL-CUSTOMS', 'DE-POLICE', 'US-CBP', null),
    told: fc.constantFrom('SHOWN', 'PRESENCE', 'ASKED', null),
    categories: fc.subarray(categories),
    month: fc.constantFrom('2026-10', '2026-11'),
    restricted: fc.boolean(),
    times: fc.integer({ min: 1, max: 9 }),
  })
  .map((given) => recipient({ ...given, thirdCountry: given.agency === 'US-CBP' }));
const anySource = fc.record({
  found: fc.array(anyHolding, { maxLength: 3 }),
  rows: fc.uniqueArray(anyRecipient, {
    maxLength: 3,
    selector: ({ agency, told, month, restricted }) => JSON.stringify([agency, told, month, restricted]),
  }),
  namesakes: fc.integer({ min: 0, max: 2 }),
  aboveClearance: fc.integer({ min: 0, max: 2 }),
});
const anyAnswer: fc.Arbitrary<WholeAnswer> = fc
  .record({ persons: anySource, seizures: anySource, incidents: anySource, cargo: anySource })
  .map((sources) => {
    const filled = subjectSources.map((source) => {
      const { found, rows, namesakes, aboveClearance } = sources[source];
      const named = found.map((each, index): Holding => ({ ...each, id: `${source}_${index}` }));
      const alike = Array.from({ length: namesakes }, (_, index) => ({
        ...{
          id: `${source}_namesake_${index}`,
          type: 'Person',
          alikeBy: 'NAME',
          source: 'demo',
          sourceRef: 'namesake-ref',
          caseReference: null,
        },
      }));
      return [source, { ...holds(source, named, rows), namesakes: alike, aboveClearance }];
    });
    return answerOf(Object.fromEntries(filled));
  });

/** A draft in which all that needs a reason has one. */
const reasoned = (answer: WholeAnswer): Draft => ({
  ...draftOf(answer),
  notTold: exception,
  aboveClearance: exception,
});

describe('a letter from which all was left out is that of nothing found, byte for byte', () => {
  const empty = letterOf(draftOf(nothing));

  it('record by record', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const draft = reasoned(answer);
        const holdings = draft.holdings.map((each) => ({ ...each, leaveOut: exception }));
        expect(letterOf({ ...draft, holdings })).toEqual(empty);
      }),
      runs,
    );
  });

  it('value by value', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const draft = reasoned(answer);
        const holdings = draft.holdings.map((each) => ({
          ...each,
          data: each.data.map(({ path }) => ({ path, leaveOut: exception })),
        }));
        expect(letterOf({ ...draft, holdings })).toEqual(empty);
      }),
      runs,
    );
  });

  it('and where all recipients are told by force', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const draft = reasoned(answer);
        const holdings = draft.holdings.map((each) => ({ ...each, leaveOut: exception }));
        const recipients = draft.recipients.map((each) => ({ ...each, tell: true, note: 'told' }));
        expect(letterOf({ ...draft, holdings, recipients })).toEqual(empty);
      }),
      runs,
    );
  });
});

/** A list without what is left out: what follows moves up, among what the letter tells. */
function recounted(data: readonly SubjectDatum[]): SubjectDatum[] {
  const isTold = ({ category }: SubjectDatum) =>
    nothing.categories.some((each) => each.told && each.category === category);
  const names = data.filter((each) => each.path.startsWith('names[') && isTold(each)).map(({ path }) => path);
  const places = new Map([...names].sort().map((path, index) => [path, `names[${index}].name`]));
  return data.map((each) => ({ ...each, path: isTold(each) ? (places.get(each.path) ?? each.path) : 'notes' }));
}

it('a letter from which some values were left out is that of an answer without them', () => {
  fc.assert(
    fc.property(anyAnswer, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (answer, marks) => {
      const draft = reasoned(answer);
      let at = 0;
      const holdings = draft.holdings.map((each) => ({
        ...each,
        data: each.data.map(({ path }) => ({ path, leaveOut: marks[at++] ? exception : null })),
      }));
      const left = draft.holdings.map((each, index) => ({
        id: each.id,
        keeps: holdings[index]?.data.map(({ leaveOut }) => leaveOut === null) ?? [],
      }));
      const without = subjectSources.map((source) => {
        const found = answer[source].found.map((each) => {
          const keeps = left.find(({ id }) => id === each.id)?.keeps ?? [];
          return { ...each, data: recounted(each.data.filter((_, index) => keeps[index])) };
        });
        return [source, { ...answer[source], found }];
      });
      const other = reasoned({ ...answer, ...Object.fromEntries(without) } as WholeAnswer);
      expect(letterOf({ ...draft, holdings })).toEqual(letterOf(other));
    }),
    runs,
  );
});

it('each value that was found is in the letter or on the list of what is not, and none twice', () => {
  fc.assert(
    fc.property(anyAnswer, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (answer, marks) => {
      const draft = reasoned(answer);
      let at = 0;
      const holdings = draft.holdings.map((each) => ({
        ...each,
        leaveOut: marks[at++] && marks[at++] ? exception : null,
        data: each.data.map(({ path }) => ({ path, leaveOut: marks[at++] ? exception : null })),
      }));
      const { told, leftOut, letter } = decideDraft({ ...draft, holdings });
      const keys = (one: { readonly holding: string; readonly paths: readonly string[] }) =>
        one.paths.map((path) => `${one.holding} ${path}`);
      const found = subjectSources.flatMap((source) =>
        answer[source].found.flatMap(({ id, data }) => data.map(({ path }) => `${id} ${path}`)),
      );
      expect([...told, ...leftOut.records].flatMap(keys).sort()).toEqual(found.sort());
      const ids = subjectSources.flatMap((source) => answer[source].found.map(({ id }) => id));
      const named = [...told, ...leftOut.records].map((one) => one.holding);
      expect([...new Set(named)].sort()).toEqual(ids.sort());
      const values = letter.sources.flatMap(({ records }) =>
        records.flatMap(({ data }) => data.map(({ value }) => value)),
      );
      expect(values).toHaveLength(told.flatMap(({ paths }) => paths).length);
    }),
    runs,
  );
});

it('the list of what was left out holds no value', () => {
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      const marked = subjectSources.map((source) => {
        const found = answer[source].found.map((each) => ({
          ...each,
          data: each.data.map((one) => ({ ...one, value: `SECRET ${one.value}` })),
        }));
        return [source, { ...answer[source], found }];
      });
      const draft = reasoned({ ...answer, ...Object.fromEntries(marked) } as WholeAnswer);
      expect(JSON.stringify(decideDraft(draft).leftOut)).not.toContain('SECRET');
    }),
    runs,
  );
});
