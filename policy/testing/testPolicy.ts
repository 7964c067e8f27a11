import type { Policy } from '../policy.js';
import { type Check, decided, type Stated, statedByCase } from './cases.js';
import { withModels } from './models.js';
import {
  type CellCoverage,
  coverageOf,
  type Mutation,
  mutate,
  type Notice,
  notices,
  type Progress,
} from './mutations/mutations.js';
import type { AllStated } from './mutations/watch.js';
import { otherFlag, statedByRights, statedByRole } from './rights.js';
import { sentencesOf, type UntriedSentence } from './sentences.js';
import type { PolicyCase } from './shapes.js';
import type { At, Placed, Written } from './written.js';

/** A sentence that the policy does not fulfil, and what it does instead. */
export interface FailedSentence {
  readonly at: At;
  readonly sentence: string;
  readonly why: readonly string[];
}

/** The result of trying the sentences beside a policy. */
export interface TriedCases {
  readonly stated: AllStated;
  readonly sentences: number;
  readonly decisions: number;
  readonly failed: readonly FailedSentence[];
}

/** Tries everything that is written. Pure. */
export function tryCases(policy: Policy, written: Written): TriedCases {
  const { sentences, untried } = sentencesOf(policy, written);
  const { cases, lost } = singleCases(policy, written.cases);
  const stated: AllStated = {
    cases,
    rights: sentences.rights.map((row) => ({ ...statedByRights(sentences, row), row })),
    roles: sentences.roles.map((row) => statedByRole(sentences, row)),
  };
  const all = withModels(policy);
  const every: readonly Stated[] = [...stated.cases, ...stated.rights, ...stated.roles];
  const otherwise = stated.rights.flatMap(({ at, sentence, row }) => {
    const flag = otherFlag(policy, row);
    return flag === null ? [] : [{ at, sentence, why: [`the matrix says otherwise of \`${flag}\``] }];
  });
  const failed = every.flatMap(({ at, sentence, checks }): readonly FailedSentence[] => {
    const why = checks.flatMap((check) => failureOf(all, check));
    return why.length === 0 ? [] : [{ at, sentence, why }];
  });
  return {
    stated,
    sentences: every.length,
    decisions: every.reduce((sum, { checks }) => sum + checks.length, 0),
    failed: [...untried, ...lost, ...failed, ...otherwise],
  };
}

function singleCases(policy: Policy, written: readonly Placed<PolicyCase>[]) {
  const cases: Stated[] = [];
  const lost: UntriedSentence[] = [];
  for (const one of written) {
    const [agency = ''] = one.viewer.split(' ');
    if (policy.agencies[agency]) cases.push(statedByCase(policy, one));
    else lost.push({ at: one.at, sentence: one.description, why: [`agencies.yaml has no agency ${agency}`] });
  }
  return { cases, lost };
}

function failureOf(policy: Policy, check: Check): readonly string[] {
  const { category, expect, who } = check;
  const got = decided(policy, check);
  const differs = (['effect', 'reason', 'rule'] as const).find(
    (key) => expect[key] !== undefined && expect[key] !== got[key],
  );
  if (differs === undefined) return [];
  const stated = differs === 'effect' ? expect.effect : `${expect.effect} with the ${differs} ${expect[differs]}`;
  return [`${who} gets ${got.effect} of ${category}, by ${got.rule}; expected ${stated}`];
}

/** The result of changing single words. */
export interface TriedMutations {
  readonly counts: Readonly<Record<Notice, number>>;
  /** Changes that nothing notices and no list names. */
  readonly survivors: readonly string[];
  /** Listed survivors that are in fact noticed or harmless. */
  readonly stale: readonly string[];
  readonly coverage: readonly CellCoverage[];
  readonly mutations: readonly Mutation[];
}

/** Changes each word of a policy, and reports what notices it. Pure. */
export function tryMutations(policy: Policy, tried: TriedCases, written: Written, progress?: Progress): TriedMutations {
  const mutations = mutate(policy, tried.stated, written.survivors, progress);
  const of = (notice: Notice): readonly string[] =>
    mutations.filter((each) => each.notice === notice).map(({ name }) => name);
  const listed = new Set(of('LISTED'));
  return {
    counts: Object.fromEntries(notices.map((notice) => [notice, of(notice).length])) as Record<Notice, number>,
    survivors: of('NOTHING'),
    stale: written.survivors.flatMap(({ changes }) => changes).filter((name) => !listed.has(name)),
    coverage: coverageOf(mutations),
    mutations,
  };
}
