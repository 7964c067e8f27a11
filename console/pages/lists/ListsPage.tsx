import { Page } from '../../parts/Page.js';

export function ListsPage() {
  return <Page title="Lists">{null}</Page>;
}
