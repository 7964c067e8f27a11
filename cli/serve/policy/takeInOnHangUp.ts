import type { RunningGateway } from '../../../gateway/index.js';
import type { Serving } from '../serving.js';
import { createReload, type PolicyReload } from './reload.js';

/** Has SIGHUP take a changed policy directory in, in this process: no request is lost, and each sees one policy. */
export function takeInOnHangUp(serving: Serving, gateway: Pick<RunningGateway, 'prepare'>): PolicyReload {
  const { settings, log, lifecycle } = serving;
  const reload = createReload(serving, ({ policy, files }) => gateway.prepare({ policy, policyFiles: files }));
  lifecycle.onHangUp =
    settings.policyDir === undefined
      ? () => log.info('SIGHUP takes nothing in: no policy directory is set (--policy-dir), what serves goes on')
      : reload.request;
  return reload;
}
