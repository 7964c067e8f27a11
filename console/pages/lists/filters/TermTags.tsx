import { Button, Label, Tag, TagGroup, TagList } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { ListKind } from '../kinds/kind.js';
import type { ListState } from '../useListState.js';
import { termWords } from './termWords.js';

const texts = listTexts.terms;

/** What the list is narrowed to, each to be taken out. */
export function TermTags({ kind, state }: { readonly kind: ListKind; readonly state: ListState }) {
  const { terms, narrow, widen } = state;
  const tags = kind.data.flatMap((datum) => {
    const term = terms[datum.id];
    return term ? [{ id: datum.id, title: listTexts.title(datum.id, kind.id), words: termWords(term, datum) }] : [];
  });
  if (tags.length === 0) return null;
  return (
    <div className="actions list-terms">
      <TagGroup
        className="actions"
        onRemove={(ids) => {
          for (const id of ids) narrow(String(id), undefined);
        }}
      >
        <Label className="small">{texts.label}</Label>
        <TagList className="actions" items={tags}>
          {({ title, words }) => (
            <Tag className="list-term" textValue={`${title}: ${words}`}>
              <span className="small">{title}</span> <bdi>{words}</bdi>
              <Button slot="remove" className="list-term-remove" aria-label={texts.remove(title)}>
                <span aria-hidden="true">{texts.cross}</span>
              </Button>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      {tags.length > 1 && (
        <Button className="button quiet not-print" onPress={widen}>
          {texts.clear}
        </Button>
      )}
    </div>
  );
}
