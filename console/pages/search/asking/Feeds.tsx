import { Checkbox, CheckboxGroup, Label, Text } from 'react-aria-components';
import { searchTexts as texts } from '../../../texts/search.js';

/** The feeds to which a search is restricted: of those that answers told of. */
export function Feeds(props: {
  readonly known: readonly string[];
  readonly chosen: readonly string[];
  choose(feeds: readonly string[]): void;
}) {
  const { known, chosen, choose } = props;
  const { feeds } = texts;
  return (
    <details className="feeds">
      <summary>{chosen.length > 0 ? feeds.some(chosen.join(', ')) : feeds.all}</summary>
      {known.length === 0 ? (
        <p className="small">{feeds.none}</p>
      ) : (
        <CheckboxGroup value={[...chosen]} onChange={choose} className="checks">
          <Label>{feeds.legend}</Label>
          {known.map((feed) => (
            <Checkbox key={feed} value={feed} className="check">
              <span className="box" aria-hidden="true" />
              <bdi>{feed}</bdi>
            </Checkbox>
          ))}
          <Text slot="description">{feeds.note}</Text>
        </CheckboxGroup>
      )}
    </details>
  );
}
