import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { Answered } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import { searchTexts as texts } from '../../texts/search.js';
import { type AskedSearch, restrictionWords } from './asking/restriction.js';
import { KindResults } from './found/KindResults.js';
import type { SearchQuery } from './search.gql.js';
import { CoverageView } from './searched/CoverageView.js';
import { type Coverage, coverageOf, kindsFound, type Limit, limitsOf, totalsOf } from './searched/coverage.js';
import { HowSearched } from './searched/HowSearched.js';
import { limitWords } from './searched/limitWords.js';
import { ReadAs } from './searched/ReadAs.js';

/** An answer: what the text was read as, what was found, what was searched. */
export function Results(props: {
  readonly answer: Answered<SearchQuery>;
  readonly asked: AskedSearch;
  readonly first: number;
  readonly more: (() => void) | undefined;
}) {
  const { answer, asked, first, more } = props;
  const rows = coverageOf(answer);
  const found = kindsFound(rows);
  const restricted = restrictionWords({ feeds: asked.sources ?? [], programmes: asked.programmes ?? [] });
  const isFull = rows.some((row) => Object.values(row.found).some((count) => count >= first));
  return (
    <>
      <Summary answer={answer} rows={rows} />
      {restricted !== undefined && <p>{restricted}</p>}
      <Limits rows={rows} isNothing={found.length === 0} isRestricted={restricted !== undefined} />
      <Known answer={answer} />
      {found.map((kind) => (
        <KindResults key={kind} kind={kind} answer={answer} asked={asked} />
      ))}
      {isFull && more && (
        <p className="not-print">
          {texts.more.listed(first)}{' '}
          <Button className="button quiet" onPress={more}>
            {texts.more.all}
          </Button>
        </p>
      )}
      <CoverageView answer={answer} rows={rows} />
      <HowSearched answer={answer} />
    </>
  );
}

/** What the text was read as, and how much was found. */
function Summary(props: { readonly answer: Answered<SearchQuery>; readonly rows: readonly Coverage[] }) {
  const { recognised } = props.answer.data.search ?? {};
  if (recognised?.length === 0) return <p role="status">{texts.nothingToSearch}</p>;
  const totals = totalsOf(props.rows);
  const parts = (['exact', 'hits', 'near', 'similar', 'words'] as const).flatMap((each) =>
    totals[each] > 0 ? texts.summary[each](totals[each]) : [],
  );
  return (
    <>
      {parts.length > 0 && (
        <p className="summary" role="status">
          <strong>{texts.summary.found(parts.join(', '))}</strong>
        </p>
      )}
      <ReadAs recognised={recognised ?? []} />
    </>
  );
}

/** What is known of the text without a record: the place of a code, its meaning in a list. */
function Known({ answer }: { readonly answer: Answered<SearchQuery> }) {
  const { recognised, container, location, codes } = answer.data.search ?? {};
  const imo = recognised?.find(({ form }) => form === 'IMO')?.value;
  if (!container && imo === undefined && !location && !codes?.length) return null;
  return (
    <dl className="fields known">
      {container && (
        <>
          <dt>{texts.container}</dt>
          <dd>
            <Link to="/container/$number" params={{ number: container.containerId }}>
              {texts.allOf(container.containerId)}
            </Link>
          </dd>
        </>
      )}
      {imo !== undefined && (
        <>
          <dt>{texts.ship}</dt>
          <dd>
            <Link to="/vessel/$number" params={{ number: imo }}>
              {texts.allOf(imo)}
            </Link>
          </dd>
        </>
      )}
      {location && (
        <>
          <dt>{texts.location}</dt>
          <dd>
            <Cell answer={answer} path={['search', 'location', 'name']} field={texts.location} />
            {', '}
            <Cell answer={answer} path={['search', 'location', 'country']} field={texts.location} />
          </dd>
        </>
      )}
      {(codes ?? []).map(({ list, code }, at) => (
        <Code key={`${list} ${code}`} answer={answer} at={at} list={list} code={code} />
      ))}
    </dl>
  );
}

function Code(props: {
  readonly answer: Answered<SearchQuery>;
  readonly at: number;
  readonly list: string;
  readonly code: string;
}) {
  const { answer, at, list, code } = props;
  return (
    <>
      <dt>{texts.code}</dt>
      <dd>
        <bdi>{`${list} ${code}`}</bdi>{' '}
        <Cell answer={answer} path={['search', 'codes', at, 'name']} field={texts.code} />
      </dd>
    </>
  );
}

/** Limits by which somebody may be missed whom the text names. */
const gravest: ReadonlySet<Limit['of']> = new Set(['unanswered', 'similar', 'hits']);

/** What the officer's rights leave out is no fault: all else is. */
const isFault = ({ why }: Limit): boolean => why !== 'notLent' && why !== 'inPart';

/** What the answer does not say: beside what was found in a line each, and the table below tells of the rest. */
function Limits(props: {
  readonly rows: readonly Coverage[];
  readonly isNothing: boolean;
  readonly isRestricted: boolean;
}) {
  const { rows, isNothing, isRestricted } = props;
  const limits = limitsOf(rows);
  const said = limits.filter(({ of }) => isNothing || gravest.has(of));
  if (said.length === 0 && !isNothing) return null;
  return (
    <div className={said.some(isFault) ? 'notice notice-partial' : 'notice quiet-notice'} role="status">
      {isNothing && <h2>{texts.nothing.heading}</h2>}
      {isNothing && (
        <p>{limits.length > 0 ? texts.nothing.limited : texts.nothing[isRestricted ? 'restricted' : 'whole']}</p>
      )}
      {said.map((limit) => (
        <p key={`${limit.of} ${limit.why}`}>{limitWords(limit)}</p>
      ))}
    </div>
  );
}
