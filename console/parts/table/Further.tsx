import { Button } from 'react-aria-components';
import { Failure } from '../AnswerView.js';
import type { Pages } from '../usePages.js';
import { numberWords } from '../words.js';

/** What is said below the rows of some pages, and the way to the next one. */
export function Further(props: {
  readonly pages: Pick<Pages<unknown>, 'more' | 'isAsking' | 'error'>;
  readonly rows: number;
  readonly next: string;
  readonly texts: { readonly asking: string; readonly end: string; loaded(rows: string): string };
}) {
  const { rows, next, texts } = props;
  const { more, isAsking, error } = props.pages;
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <p className="actions further">
        <span role="status">
          {isAsking ? texts.asking : texts.loaded(numberWords(rows))} {!isAsking && !more && texts.end}
        </span>
        {(more || isAsking) && (
          <Button className="button not-print" onPress={() => more?.()} isDisabled={isAsking}>
            {next}
          </Button>
        )}
      </p>
    </>
  );
}
