import { Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Button } from 'react-aria-components';
import { Loading } from '../parts/AnswerView.js';
import { constantWords } from '../parts/words.js';
import { shellTexts as texts } from '../texts/shell.js';
import { readsLog, useSession } from './session.js';

/** The frame around each page: who asks and what for is always in sight. */
export function Shell() {
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>
        {texts.skip}
      </button>
      <Banner />
      <div className="below">
        <Navigation />
        <main id="content" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}

function Banner() {
  const { officer, statement, change, leave } = useSession();
  return (
    <header className="banner">
      <Link to="/" className="brand">
        {texts.product}
      </Link>
      <p className="statement">
        <span className="who">{texts.statement.of(officer.agency, constantWords(officer.role))}</span>
        <span className="purpose">{constantWords(statement.purpose)}</span>
        {statement.caseReference !== undefined && (
          <span className="case">
            <bdi>{texts.statement.withCase(statement.caseReference)}</bdi>
          </span>
        )}
      </p>
      <Button className="button quiet" onPress={change} aria-describedby="change-hint">
        {texts.statement.change}
      </Button>
      <span id="change-hint" hidden>
        {texts.statement.changeHint}
      </span>
      <Button className="button quiet" onPress={leave}>
        {texts.statement.leave}
      </Button>
    </header>
  );
}

function Navigation() {
  const { officer } = useSession();
  const isAtLists = useMatchRoute()({ to: '/lists/$kind' }) !== false;
  return (
    <nav className="pages" aria-label={texts.navigation}>
      <Link to="/" activeOptions={{ exact: true }}>
        {texts.pages.search}
      </Link>
      <Link to="/lists/$kind" params={{ kind: 'consignments' }} className={isAtLists ? 'active' : undefined}>
        {texts.pages.lists}
      </Link>
      <Link to="/sources">{texts.pages.sources}</Link>
      <Link to="/workbench">{texts.pages.workbench}</Link>
      {readsLog.has(officer.role) && <Link to="/audit">{texts.pages.audit}</Link>}
      <Link to="/view">{texts.pages.view}</Link>
    </nav>
  );
}
