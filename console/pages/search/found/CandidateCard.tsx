import { AnswerView } from '../../../parts/AnswerView.js';
import type { Document } from '../../../parts/document.js';
import { MatchCard } from '../../../parts/table/MatchCard.js';
import type { MatchParts } from '../../../parts/table/matchRows.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { matchingTexts } from '../../../texts/matching.js';
import { searchTexts as texts } from '../../../texts/search.js';
import type { AskedSearch } from '../asking/restriction.js';
import type { Kind } from '../kinds.js';
import { AircraftCards, IncidentCards, OrganizationCards, PersonCards, VesselCards } from './cards.gql.js';
import { scoreWords } from './scoreWords.js';

interface CardVariables extends AskedSearch {
  readonly first: number;
}

type CardsOf = Document<{ readonly search?: Readonly<Record<string, unknown>> | null }, CardVariables>;

const documents: Readonly<Partial<Record<Kind, CardsOf>>> = {
  persons: PersonCards as CardsOf,
  organizations: OrganizationCards as CardsOf,
  vessels: VesselCards as CardsOf,
  aircraft: AircraftCards as CardsOf,
  incidents: IncidentCards as CardsOf,
};

interface Card extends MatchParts {
  readonly features?: readonly Feature[] | null;
  readonly caveat?: string | null;
}

interface Feature {
  readonly name?: string | null;
  readonly score?: number | null;
  readonly explanation?: string | null;
}

/** What the score of a candidate is made of. It is asked for here: no earlier look had it. */
export function CandidateCard({
  kind,
  asked,
  at,
}: {
  readonly kind: Kind;
  readonly asked: AskedSearch;
  readonly at: number;
}) {
  const document = documents[kind];
  // Candidates come in the order of their scores: those before this one come along.
  const answer = useAnswer(document ?? ('' as CardsOf), document && { ...asked, first: at + 1 });
  return (
    <AnswerView asked={answer}>
      {({ data }) => {
        const cards = data.search?.[kind] as { readonly similar?: readonly Card[] | null } | null | undefined;
        const card = cards?.similar?.[at];
        if (!card) return <p className="small">{matchingTexts.notTold}</p>;
        return card.features ? <Features features={card.features} caveat={card.caveat} /> : <MatchCard of={card} />;
      }}
    </AnswerView>
  );
}

/** Ships in incidents are compared by features, each with its sentence. */
function Features(props: { readonly features: readonly Feature[]; readonly caveat: string | null | undefined }) {
  const { features, caveat } = props;
  const { caption, what, score: number, why } = texts.features;
  return (
    <div className="match-card">
      <ReadTable caption={caption} isTitled heads={[what, { number }, why]}>
        <tbody>
          {features.map(({ name, score, explanation }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{typeof score === 'number' && scoreWords(score)}</td>
              <td>
                <bdi>{explanation}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </ReadTable>
      <p className="small">
        {caveat && `${texts.caveat} ${caveat} `}
        {matchingTexts.caution}
      </p>
    </div>
  );
}
