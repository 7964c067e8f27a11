import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { SearchPage } from '../pages/search/SearchPage.js';
import { Loading } from '../parts/AnswerView.js';
import { LostPage } from './LostPage.js';
import { lazyPage } from './lazyPage.js';
import { PageFailed } from './PageFailed.js';
import { Shell } from './Shell.js';

/*
 * The pages. An address has a page and a record's public id, or the number of a thing, in the fragment, which no server or proxy sees; what was typed is in
 * memory alone (pageMemory.tsx). All but the first page come when they are first needed.
 */
const root = createRootRoute({ component: Shell, notFoundComponent: LostPage, pendingComponent: Loading });
const at = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const routes = [
  createRoute({ ...at('/'), component: SearchPage }),
  createRoute({
    ...at('/screening'),
    component: lazyPage(() => import('../pages/screening/ScreeningPage.js'), 'ScreeningPage'),
  }),
  createRoute({
    ...at('/record/$id'),
    component: lazyPage(() => import('../pages/record/RecordPage.js'), 'RecordPage'),
  }),
  createRoute({
    ...at('/container/$number'),
    component: lazyPage(() => import('../pages/record/RecordPage.js'), 'ContainerPage'),
  }),
  createRoute({
    ...at('/vessel/$number'),
    component: lazyPage(() => import('../pages/record/RecordPage.js'), 'VesselPage'),
  }),
  createRoute({
    ...at('/lists/$kind'),
    component: lazyPage(() => import('../pages/lists/ListsPage.js'), 'ListsPage'),
  }),
  createRoute({
    ...at('/sources'),
    component: lazyPage(() => import('../pages/sources/SourcesPage.js'), 'SourcesPage'),
  }),
  createRoute({
    ...at('/workbench'),
    component: lazyPage(() => import('../pages/workbench/WorkbenchPage.js'), 'WorkbenchPage'),
  }),
  createRoute({
    ...at('/audit'),
    component: lazyPage(() => import('../pages/audit/AuditPage.js'), 'AuditPage'),
  }),
  createRoute({
    ...at('/audit/requests'),
    component: lazyPage(() => import('../pages/requests/RequestsPage.js'), 'RequestsPage'),
  }),
  createRoute({
    ...at('/audit/$log/$index'),
    component: lazyPage(() => import('../pages/audit/entry/EntryPage.js'), 'EntryPage'),
  }),
  createRoute({
    ...at('/view'),
    component: lazyPage(() => import('../pages/view/ViewPage.js'), 'ViewPage'),
  }),
  createRoute({
    ...at('/help/$topic'),
    component: lazyPage(() => import('../pages/help/HelpPage.js'), 'HelpPage'),
  }),
] as const;

const routeTree = root.addChildren(routes);

/**
 * A router for one viewer: it begins at the address as it stands then, and has nothing of the pages before. `destroy` of its history
 * ends it.
 */
export function openRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    scrollRestoration: false,
    defaultErrorComponent: PageFailed,
  });
}

/** Takes the page from the address: who comes next did not choose it. */
export function leavePage(): void {
  history.replaceState(null, '', '#/');
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
