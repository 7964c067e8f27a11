import '../../styles/pages/lists/page.css';
import '../../styles/pages/lists/filters.css';
import '../../styles/pages/lists/plots.css';
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../../parts/Page.js';
import { listTexts as texts } from '../../texts/lists.js';
import { kindOf, kinds } from './kinds/index.js';
import { List } from './List.js';

/** The lists of the graph, one at a time. */
export function ListsPage() {
  const { kind: id } = useParams({ from: '/lists/$kind' });
  const kind = kindOf(id);
  return (
    <Page title={kind ? texts.title(kind.id) : texts.unknownKind}>
      <nav className="list-kinds" aria-label={texts.kinds}>
        {kinds.map((each) => (
          <Link key={each.id} to="/lists/$kind" params={{ kind: each.id }}>
            {texts.title(each.id)}
          </Link>
        ))}
      </nav>
      {kind && <List key={kind.id} kind={kind} />}
    </Page>
  );
}
