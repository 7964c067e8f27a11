import { Page } from '../../parts/Page.js';

export function HelpPage() {
  return <Page title="Help">{null}</Page>;
}
