import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { OverPage } from '../../../parts/controls/OverPage.js';
import type { Document } from '../../../parts/document.js';
import { Advice } from '../../../parts/table/Advice.js';
import { MatchCard } from '../../../parts/table/MatchCard.js';
import type { MatchParts } from '../../../parts/table/matchRows.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { matchingTexts } from '../../../texts/matching.js';
import { screeningTexts as texts } from '../../../texts/screening.js';
import { searchTexts } from '../../../texts/search.js';
import { type Scope, scopeOf } from '../../search/asking/restriction.js';
import { HitNote } from '../../search/found/HitNote.js';
import { RecordName } from '../../search/found/RecordCells.js';
import { scoreWords } from '../../search/found/scoreWords.js';
import { OrganizationEvidence, PersonEvidence, VesselEvidence } from '../asking/screening.gql.js';
import { isMistake } from '../lines/readLines.js';
import type { Candidate } from './found.js';
import type { WorkRow } from './rows.js';

/** What was found of a line, each candidate with its card, which is asked for when this is opened. */
export function LineDialog({ row }: { readonly row: WorkRow }) {
  const { line } = row.line;
  const { candidates = [], hits = [] } = row.found ?? {};
  const does = candidates.some(({ match }) => match) ? texts.compare : texts.open;
  return (
    <OverPage label={does} name={texts.openOf(does, line)} title={texts.dialog(line)}>
      {() => (
        <>
          <p>
            <bdi className="pasted">{row.line.text}</bdi>
          </p>
          <Advice of={row.found?.advice} />
          {hits.map((hit) => (
            <HitNote key={hit.reference} {...hit} />
          ))}
          {candidates.some(({ match }) => match) ? <Cards row={row} /> : <Named row={row} />}
        </>
      )}
    </OverPage>
  );
}

type EvidenceOf = Document<
  { readonly found?: readonly { readonly matches?: readonly MatchParts[] | null }[] | null },
  Scope & { readonly asked: readonly object[]; readonly first: number }
>;

const documents = {
  person: PersonEvidence as EvidenceOf,
  organization: OrganizationEvidence as EvidenceOf,
  vessel: VesselEvidence as EvidenceOf,
};

function Cards({ row }: { readonly row: WorkRow }) {
  const { read } = row.line;
  const candidates = row.found?.candidates ?? [];
  const question = isMistake(read) || read.kind === 'number' ? undefined : read;
  const variables = question && { asked: [question.asked], ...scopeOf(row.only), first: candidates.length };
  const asked = useAnswer(question ? documents[question.kind] : ('' as EvidenceOf), variables);
  return (
    <AnswerView asked={asked}>
      {({ data }) => {
        const cards = data.found?.[0]?.matches ?? [];
        return candidates.map((candidate, at) => (
          <section key={candidate.id} className="candidate">
            <CandidateHead row={row} candidate={candidate} />
            <MatchCard of={cards[at] ?? {}} />
          </section>
        ));
      }}
    </AnswerView>
  );
}

/** The records that a number names. */
function Named({ row }: { readonly row: WorkRow }) {
  return (row.found?.candidates ?? []).map((candidate) => (
    <section key={candidate.id} className="candidate">
      <CandidateHead row={row} candidate={candidate} />
    </section>
  ));
}

function CandidateHead({ row: { answer }, candidate }: { readonly row: WorkRow; readonly candidate: Candidate }) {
  const { kind, id, path, match } = candidate;
  if (!answer) return null;
  return (
    <h3>
      {texts.recordKinds[kind]}{' '}
      <RecordName
        answer={answer}
        kind={kind}
        path={path}
        id={id}
        {...(match && { comparedPath: [...match, 'matchedName'] })}
      />
      {match && (
        <span className="score">
          {` ${searchTexts.columns.score} `}
          <Cell answer={answer} path={[...match, 'score']} field={texts.columns.score}>
            {scoreWords}
          </Cell>
          {', '}
          <Cell answer={answer} path={[...match, 'state']} field={texts.columns.state}>
            {(state) => matchingTexts.states[String(state)] ?? String(state)}
          </Cell>
        </span>
      )}
    </h3>
  );
}
