import { Page } from '../../parts/Page.js';

export function ViewPage() {
  return <Page title="View">{null}</Page>;
}
