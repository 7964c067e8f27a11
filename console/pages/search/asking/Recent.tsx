import { Button } from 'react-aria-components';
import { searchTexts as texts } from '../../../texts/search.js';
import { restrictionWords } from './restriction.js';
import type { Sought } from './sought.js';

/** What was asked before under this viewer, purpose and case, to ask again. */
export function Recent(props: { readonly recent: readonly Sought[]; ask(sought: Sought): void; forget(): void }) {
  const { recent, ask, forget } = props;
  if (recent.length === 0) return null;
  return (
    <details className="recent">
      <summary>{`${texts.recent.heading} (${recent.length})`}</summary>
      <ul className="plain">
        {recent.map((sought) => (
          <li key={JSON.stringify(sought)}>
            <Button className="button quiet" onPress={() => ask(sought)}>
              <bdi>{sought.text}</bdi>
              <span className="small"> {restrictionWords(sought)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="small">
        {texts.recent.note}{' '}
        <Button className="button quiet" onPress={forget}>
          {texts.recent.forget}
        </Button>
      </p>
    </details>
  );
}
