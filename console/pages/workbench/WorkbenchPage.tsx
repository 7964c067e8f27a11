import { Page } from '../../parts/Page.js';

export function WorkbenchPage() {
  return <Page title="Workbench">{null}</Page>;
}
