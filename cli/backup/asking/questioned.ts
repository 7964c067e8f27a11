import { counted } from '../../output/counted.js';

/** How a question was answered, held against the rows. Nothing of a record is in it. */
export interface Answered {
  readonly verdict: 'ANSWERED' | 'WRONG' | 'NOT_ASKED';
  /** Records that were in the answer. */
  readonly seen: number;
  /** What is wrong, or why it was not asked. */
  readonly why?: string;
}

/** Each question, by what it asks. */
export type Questioned = Readonly<Record<'count' | 'name' | 'link', Answered>>;

/** True if any answer is not what the rows say. */
export function areWrong(questions: Questioned): boolean {
  return Object.values(questions).some(({ verdict }) => verdict === 'WRONG');
}

/** What is printed of them. */
export function describeQuestions(questions: Questioned): readonly string[] {
  const all = Object.entries(questions);
  const answered = all.filter(([, { verdict }]) => verdict === 'ANSWERED');
  const seen = counted(
    all.reduce((sum, [, answer]) => sum + answer.seen, 0),
    'record',
  );
  return [
    `answered ${answered.length} of ${all.length} questions, ${seen} seen`,
    ...all.flatMap(([name, { verdict, why = '' }]) => {
      if (verdict === 'ANSWERED') return [];
      return [verdict === 'WRONG' ? `BROKEN    the question by ${name}: ${why}.` : `not asked by ${name}: ${why}.`];
    }),
  ];
}
