import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { SearchPage } from '../pages/search/SearchPage.js';
import { Loading } from '../parts/AnswerView.js';
import { LostPage } from './LostPage.js';
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
    component: lazyRouteComponent(() => import('../pages/screening/ScreeningPage.js'), 'ScreeningPage'),
  }),
  createRoute({
    ...at('/record/$id'),
    component: lazyRouteComponent(() => import('../pages/record/RecordPage.js'), 'RecordPage'),
  }),
  createRoute({
    ...at('/container/$number'),
    component: lazyRouteComponent(() => import('../pages/record/RecordPage.js'), 'ContainerPage'),
  }),
  createRoute({
    ...at('/vessel/$number'),
    component: lazyRouteComponent(() => import('../pages/record/RecordPage.js'), 'VesselPage'),
  }),
  createRoute({
    ...at('/lists/$kind'),
    component: lazyRouteComponent(() => import('../pages/lists/ListsPage.js'), 'ListsPage'),
  }),
  createRoute({
    ...at('/sources'),
    component: lazyRouteComponent(() => import('../pages/sources/SourcesPage.js'), 'SourcesPage'),
  }),
  createRoute({
    ...at('/workbench'),
    component: lazyRouteComponent(() => import('../pages/workbench/WorkbenchPage.js'), 'WorkbenchPage'),
  }),
  createRoute({
    ...at('/audit'),
    component: lazyRouteComponent(() => import('../pages/audit/AuditPage.js'), 'AuditPage'),
  }),
  createRoute({
    ...at('/audit/$log/$index'),
    component: lazyRouteComponent(() => import('../pages/audit/entry/EntryPage.js'), 'EntryPage'),
  }),
  createRoute({
    ...at('/view'),
    component: lazyRouteComponent(() => import('../pages/view/ViewPage.js'), 'ViewPage'),
  }),
  createRoute({
    ...at('/help/$topic'),
    component: lazyRouteComponent(() => import('../pages/help/HelpPage.js'), 'HelpPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  history: createHashHistory(),
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
