import { Page } from '../../parts/Page.js';

export function SourcesPage() {
  return <Page title="Sources">{null}</Page>;
}
