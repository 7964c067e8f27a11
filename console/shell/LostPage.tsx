import { Link } from '@tanstack/react-router';
import { Page } from '../parts/Page.js';
import { shellTexts as texts } from '../texts/shell.js';

export function LostPage() {
  return (
    <Page title={texts.lost.heading}>
      <p>
        <Link to="/">{texts.lost.back}</Link>
      </p>
    </Page>
  );
}
