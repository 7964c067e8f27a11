import { Page } from '../../parts/Page.js';

export function RecordPage() {
  return <Page title="Record">{null}</Page>;
}
