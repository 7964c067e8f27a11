import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { Page } from '../parts/Page.js';
import { shellTexts } from '../texts/shell.js';

const texts = shellTexts.failed;

/** In place of a page that did not come, or broke. Nothing of the error is shown: it may have a value in it. */
export function PageFailed({ reset }: { reset?(): void }) {
  return (
    <Page title={texts.heading}>
      <div role="alert">
        <p>{texts.why}</p>
        <p>{texts.help}</p>
      </div>
      <p className="actions">
        {reset && (
          <Button className="button" onPress={reset}>
            {texts.again}
          </Button>
        )}
        <Button className="button" onPress={() => location.reload()}>
          {texts.reload}
        </Button>
        <Link to="/">{shellTexts.lost.back}</Link>
      </p>
    </Page>
  );
}
