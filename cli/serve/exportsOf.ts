import { notLogged } from '../../auditlog/forked.js';
import type { KnownKeys } from '../../auditlog/keys.js';
import { findExport } from '../../auditlog/store/finding/findExport.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import type { GatewayOptions } from '../../gateway/index.js';
import { placeLocks } from '../../storage/locks/placeLocks.js';

/**
 * What a gateway needs for exports beyond itself: one place a viewer, over all processes on the log's database, and what their logs
 * say of an export, also after a restart.
 */
export function exportsOf(pool: LogPool, keys: KnownKeys): NonNullable<GatewayOptions['exports']> {
  const places = placeLocks(pool);
  return {
    places: {
      take: async (viewer) => {
        try {
          return await places.take(viewer);
        } catch (cause) {
          throw notLogged(cause);
        }
      },
    },
    logged: {
      find: async (id) => {
        const entries = await findExport(pool, keys, id);
        const last = entries.at(-1);
        // What closes an intent after a crash says nothing of the export itself.
        const exported = entries.findLast(({ body }) => body?.exported)?.body?.exported;
        if (!last?.body || !exported) return null;
        const { header, body, log, index, leafHash } = last;
        const { agency, kind, code } = header;
        return { agency, subject: body.subject, kind, code, exported, receipt: { log, index, leafHash } };
      },
    },
  };
}
