import { describe, expect, it, test } from '@jest/globals';
import { loadPolicy } from '../../policy/loading/load.js';
import { agencyKinds, purposes } from '../../policy/types.js';
import { articlesOf } from '../../subject/catalogue/articles.js';
import { fieldLabel } from '../../subject/catalogue/fields.js';
import { wordsOf } from '../../subject/catalogue/wordsOf.js';
import { decideDraft } from '../../subject/index.js';
import { answerOf, draftOf } from './support/answers.js';

const regimes = [
  ['Regulation (EU) 2016/679', '15', '77', null],
  ['Directive (EU) 2016/680', '14', '52', '17'],
  ['Regulation (EU) 2018/1725', '17', '63', null],
  ['Regulation (EU) 2018/1725, Chapter IX', '80', '80(f)', '84'],
] as const;

describe('the articles that a letter cites', () => {
  it.each(regimes)('under %s', (regime, access, complaint, bySupervisor) => {
    expect(articlesOf(regime)).toMatchObject({ access, complaint, bySupervisor });
  });

  it('are none of an act that is not known, whose letter names the act alone', () => {
    expect(articlesOf('Police Data Act')).toBeNull();
    const answer = answerOf();
    const national = answer.regimes.map((each) => ({ ...each, regime: 'Police Data Act' }));
    const { opening, rights } = decideDraft(draftOf(answerOf({ regimes: national }))).letter;
    expect([...opening, ...rights].join(' ')).not.toMatch(/Article|null|undefined/);
  });
});

describe.each(['en', 'fr'] as const)('the catalogue in %s', (language) => {
  const words = wordsOf(language);

  it('has words for each purpose and each kind of agency', () => {
    expect(Object.keys(words.purposes).sort()).toEqual([...purposes].sort());
    expect(Object.keys(words.agencyKinds).sort()).toEqual([...agencyKinds].sort());
  });

  it('approves nothing by itself', () => {
    expect(words.approvedBy).toBeNull();
  });
});

test('the French catalogue has words for each category that is told by default', () => {
  const told = Object.entries(loadPolicy().categories).filter(([, row]) => row.subjectAccess && row.own && !row.public);
  expect(
    told.map(([category]) => category).filter((category) => !Object.hasOwn(wordsOf('fr').categories, category)),
  ).toEqual([]);
});

test('a place in a record is called by words, and by its own name where there are none', () => {
  expect(fieldLabel('names[1].name', 'fr')).toBe('Noms 2, Nom');
  expect(fieldLabel('somethingNew', 'en')).toBe('Something new');
  expect(fieldLabel('toString', 'en')).toBe('To string');
});
