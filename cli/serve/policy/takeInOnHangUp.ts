import type { RunningGateway } from '../../../gateway/index.js';
import type { Serving } from '../../instance/serving.js';
import { createReload } from './reload.js';
import type { TurningContext } from './turningContext.js';

/** Has SIGHUP take a changed policy directory in, in this process: no request is lost, and each sees one policy. */
export function takeInOnHangUp(
  serving: Serving & { readonly context: TurningContext },
  gateway: Pick<RunningGateway, 'prepare'>,
): void {
  const { settings, log, lifecycle } = serving;
  lifecycle.onHangUp =
    settings.policyDir === undefined
      ? () => log.info('SIGHUP takes nothing in: no policy directory is set (--policy-dir), what serves goes on')
      : createReload(serving, ({ policy, files }) => gateway.prepare({ policy, policyFiles: files }));
}
