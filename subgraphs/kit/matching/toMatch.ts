import { cardSentence, type Datum, type Evidence, type RankedName, type RecordState } from '../../../matching/index.js';
import type { SourceSession } from '../sourceSession.js';
import type { MatchedKind } from './matchedKind.js';
import type { Similar } from './similar.js';

/** Values of the SDL's `MatchState`. */
const states: Readonly<Record<RecordState, string>> = {
  confirmed: 'CONFIRMED',
  supported: 'SUPPORTED',
  sameNameOnly: 'SAME_NAME_ONLY',
  disputed: 'DISPUTED',
  apart: 'APART',
};

/** Values of the SDL's `MatchDatum`. */
const data: Readonly<Record<Datum | 'name', string>> = {
  name: 'NAME',
  birthDate: 'BIRTH_DATE',
  birthPlace: 'BIRTH_PLACE',
  nationality: 'NATIONALITY',
  gender: 'GENDER',
  address: 'ADDRESS',
  document: 'DOCUMENT',
  identifier: 'IDENTIFIER',
  flag: 'FLAG',
  type: 'TYPE',
};

const says = { agrees: 'AGREES', near: 'NEAR', disagrees: 'DISAGREES' } as const;

/** A similar record as the SDL shows it, with the score and the evidence; projected by the verdict of its row. */
export function toMatch(session: SourceSession, { kind, match }: MatchedKind, similar: Similar): object | null {
  const { score, node, name, row } = similar;
  const ranked = (row.matched_kinds?.[score.namedAt[1]] ?? 'NAME') as RankedName;
  const words = wordEvidence(similar);
  return session.project(match.type, row, {
    sentence: cardSentence(score, kind, ranked),
    score: score.score,
    state: states[score.state],
    nameScore: score.name.score,
    matchedName: name,
    matchedNameKind: ranked,
    [match.end]: node,
    agreements: [...words.agreements, ...score.agreements.map(toEvidence)],
    omissions: words.omissions,
    contradictions: [...words.contradictions, ...score.contradictions.map(toEvidence)],
    silent: score.silent.map(({ datum }) => data[datum]),
    settledBy: score.settledBy && data[score.settledBy],
  });
}

function toEvidence({ datum, says: outcome, how, bits }: Evidence) {
  return { datum: data[datum], says: says[outcome], how: how ?? null, words: null, bits };
}

type Words = readonly { readonly written: string }[];

/** The evidence of the names, in the asked words only: a record's words have a category, which this type has not. */
function wordEvidence({ score, asked }: Similar) {
  const { agreements, omissions, contradictions } = score.name.card;
  const own = new Set(asked.names.flatMap(({ tokens, others = [] }) => [...tokens, ...others.flat()]));
  const evidence = (outcome: string, how: string | null, words: Words) => ({
    datum: data.name,
    says: outcome,
    how,
    words: words.length > 0 ? words.map(({ written }) => written).join(' ') : null,
    bits: null,
  });
  return {
    agreements: agreements.map(({ how, a }) => evidence(how === 'same' ? says.agrees : says.near, how, a)),
    omissions: omissions.map((token) =>
      own.has(token)
        ? evidence('ABSENT', 'left out by the record', [token])
        : evidence('ABSENT', 'in the record alone', []),
    ),
    contradictions: contradictions.map(({ how, a }) => evidence(says.disagrees, how, a)),
  };
}
