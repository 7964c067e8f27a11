import { Button } from 'react-aria-components';
import type { Answered } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import { searchTexts as texts } from '../../texts/search.js';
import { KindResults } from './found/KindResults.js';
import type { SearchQuery } from './search.gql.js';
import { CoverageView } from './searched/CoverageView.js';
import { type Coverage, coverageOf, kindsFound, type Limit, limitsOf, totalsOf } from './searched/coverage.js';
import { HowSearched } from './searched/HowSearched.js';

/** What is asked of the graph. */
export interface AskedSearch {
  readonly text: string;
  readonly sources: readonly string[] | null;
}

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
  const isFull = rows.some((row) => Object.values(row.found).some((count) => count >= first));
  return (
    <>
      <ReadAs answer={answer} />
      <Summary rows={rows} />
      <Limits rows={rows} isNothing={found.length === 0} />
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

/** The forms that the text has, and what is known of it without a record. */
function ReadAs({ answer }: { readonly answer: Answered<SearchQuery> }) {
  const { search } = answer.data;
  const { recognised, container, location, codes } = search ?? {};
  if (recognised?.length === 0) return <p>{texts.nothingToSearch}</p>;
  return (
    <dl className="fields read-as">
      <dt>{texts.recognised}</dt>
      <dd>{(recognised ?? []).map(({ form }) => texts.forms[form] ?? form).join(', ')}</dd>
      {container && (
        <>
          <dt>{texts.container}</dt>
          <dd>
            <Cell answer={answer} path={['search', 'container', 'containerId']} field={texts.container} />
            {container.checkDigitValid !== null &&
              `, ${container.checkDigitValid ? texts.checkDigit.right : texts.checkDigit.wrong}`}
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

function Summary({ rows }: { readonly rows: readonly Coverage[] }) {
  const totals = totalsOf(rows);
  const parts = (['exact', 'hits', 'near', 'similar', 'words'] as const).flatMap((each) =>
    totals[each] > 0 ? texts.summary[each](totals[each]) : [],
  );
  if (parts.length === 0) return null;
  return (
    <p className="summary" role="status">
      {texts.summary.found(parts.join(', '))}
    </p>
  );
}

/** Limits by which somebody may be missed whom the text names. */
const gravest: ReadonlySet<Limit['of']> = new Set(['unanswered', 'similar', 'hits']);

/** What the answer does not say. */
function Limits({ rows, isNothing }: { readonly rows: readonly Coverage[]; readonly isNothing: boolean }) {
  // Beside what was found, the table below tells of the rest.
  const limits = limitsOf(rows).filter(({ of }) => isNothing || gravest.has(of));
  if (limits.length === 0 && !isNothing) return null;
  return (
    <div className={limits.length > 0 ? 'notice notice-partial' : 'notice'} role="status">
      <h2>{isNothing ? texts.nothing.heading : texts.limitsHeading}</h2>
      {isNothing && <p>{limits.length > 0 ? texts.nothing.limited : texts.nothing.whole}</p>}
      {limits.length > 0 && (
        <ul>
          {limits.map(({ of, why, kinds, forms }) => (
            <li key={`${of} ${why}`}>
              {texts.limits[`${of} ${why}`]?.(
                kinds.map((kind) => texts.kinds[kind]).join(', '),
                forms.map((form) => texts.forms[form] ?? form).join(', '),
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
