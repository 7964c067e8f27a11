import '../../styles/pages/search.css';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Answered as Answer } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Page } from '../../parts/Page.js';
import { highestMarking } from '../../parts/paper/highestMarking.js';
import { PrintSheet } from '../../parts/paper/PrintSheet.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { searchTexts as texts } from '../../texts/search.js';
import { Feeds } from './asking/Feeds.js';
import { FollowReference } from './asking/FollowReference.js';
import { knownFeeds } from './asking/knownFeeds.js';
import { NamesField } from './asking/NamesField.js';
import { Recent } from './asking/Recent.js';
import { scopeOf, unrestricted } from './asking/restriction.js';
import { SearchForm } from './asking/SearchForm.js';
import { type Sought, withSought } from './asking/sought.js';
import { Results } from './Results.js';
import { referenceOf } from './references.js';
import { Search, type SearchQuery } from './search.gql.js';

/** Records of each sort that are listed, at first and at most. */
const FEW = 10;
const MANY = 100;

/** One box for a number, a name or words; each source answers for its kinds of record. */
export function SearchPage() {
  const [sought, seek] = useRemembered<Sought | undefined>('search.sought', undefined);
  const [recent, setRecent] = useRemembered<readonly Sought[]>('search.recent', []);
  const [feeds, noteFeeds] = useRemembered<readonly string[]>('search.feeds', []);
  const [typed, type] = useState<Sought>(sought ?? { text: '', ...unrestricted });
  const ask = (next: Sought) => {
    type(next);
    seek(next);
    setRecent(withSought(recent, next));
  };
  const [marking, mark] = useState('');
  const reference = sought && referenceOf(sought.text);
  const actions = (
    <>
      <Link to="/screening">{texts.screening}</Link>
      {sought && (
        <Button className="button quiet" onPress={() => window.print()}>
          {texts.print}
        </Button>
      )}
    </>
  );
  return (
    <PrintSheet marking={marking}>
      <Page title={texts.title} actions={actions}>
        <SearchForm typed={typed} type={type} ask={ask} />
        <div className="search-options not-print">
          <Feeds known={feeds} chosen={typed.feeds} choose={(chosen) => type({ ...typed, feeds: chosen })} />
          <details className="feeds">
            <summary>
              {typed.programmes.length > 0 ? texts.programmes.some(typed.programmes.join(', ')) : texts.programmes.all}
            </summary>
            <NamesField
              label={texts.programmes.label}
              hint={texts.programmes.hint}
              names={typed.programmes}
              choose={(programmes) => type({ ...typed, programmes })}
            />
          </details>
          <Recent recent={recent} ask={ask} forget={() => setRecent([])} />
        </div>
        {!sought && <p className="small">{texts.idle}</p>}
        {sought && (
          <p className="only-print sheet-of">
            <bdi>{texts.sheet(sought.text)}</bdi>
          </p>
        )}
        {reference && <FollowReference key={reference.id} reference={reference} />}
        {sought && !reference && (
          <Answered
            key={JSON.stringify(sought)}
            sought={sought}
            note={(told) => {
              noteFeeds(knownFeeds(feeds, told));
              mark(highestMarking([told.data]));
            }}
          />
        )}
      </Page>
    </PrintSheet>
  );
}

function Answered(props: { readonly sought: Sought; note(told: Answer<SearchQuery>): void }) {
  const [first, setFirst] = useState(FEW);
  const of = { text: props.sought.text, ...scopeOf(props.sought) };
  const asked = useAnswer(Search, { ...of, first });
  const answer = asked.state === 'answered' ? asked.answer : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an answer
  useEffect(() => answer && props.note(answer), [answer]);
  return (
    <AnswerView asked={asked}>
      {(answer) => (
        <Results answer={answer} asked={of} first={first} more={first < MANY ? () => setFirst(MANY) : undefined} />
      )}
    </AnswerView>
  );
}
