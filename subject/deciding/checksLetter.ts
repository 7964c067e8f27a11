import { badUserInput } from '../../schema/errors.js';
import { wordsOf } from '../catalogue/wordsOf.js';
import type { Draft } from '../draft/shape.js';
import type { LetterModel } from '../letter/model.js';
import { citedRegimes, letterHead } from './letterHead.js';

/**
 * A supervisor's letter to a person who may not be told: that all necessary checks were made, and that there is a judicial remedy.
 * Nothing that was found comes in here.
 *
 * @throws BAD_USER_INPUT where no regime of the agency has such a letter
 * @see Directive (EU) 2016/680, Article 17(3); Regulation (EU) 2018/1725, Article 84
 */
export function checksLetter(draft: Draft): LetterModel {
  const words = wordsOf(draft.language);
  const regimes = citedRegimes(draft).filter(({ articles }) => articles?.bySupervisor);
  if (regimes.length === 0)
    throw badUserInput('No regime of the agency lets a supervisor exercise rights in the place of the person.', {
      at: 'answerAs',
      hint: 'Answer as ANSWER; Article 17 is of Directive (EU) 2016/680, and Article 84 of Regulation (EU) 2018/1725, Chapter IX.',
    });
  return {
    ...letterHead(draft),
    title: words.titleOfChecks,
    opening: regimes.map(words.checks),
    sources: [],
    recipients: [],
    rights: [...regimes.map(words.remedyAfterChecks), ...(draft.court ? [words.court(draft.court)] : [])],
    last: words.lastOfChecks,
  };
}
