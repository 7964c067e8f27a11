import { buildSchema, type GraphQLSchema } from 'graphql';
import { useEffect, useState } from 'react';
import { useViewerClient } from '../../../client/bindings/react.js';
import { useRemembered } from '../../shell/pageMemory.js';

/** The schema of this view, as far as it is there. */
export interface HeldSchema {
  readonly schema: GraphQLSchema | undefined;
  /** Why it is not. */
  readonly error: unknown;
  again(): void;
}

/** What this viewer may ask for the stated purpose: fetched once, since each time is an entry of the log, and kept until they change. */
export function useSchema(): HeldSchema {
  const client = useViewerClient();
  const [schema, keep] = useRemembered<GraphQLSchema | undefined>('workbench.schema', undefined);
  const [turn, setTurn] = useState(0);
  const [failed, setFailed] = useState<{ readonly turn: number; readonly error: unknown }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept is not fetched again; another turn is
  useEffect(() => {
    if (schema) return;
    const stop = new AbortController();
    const fetched = async () => {
      const file = await client.file({ path: 'schema.graphql', accept: 'text/plain' }, { signal: stop.signal });
      return buildSchema(await file.text(), { assumeValidSDL: true });
    };
    fetched().then(
      (built) => stop.signal.aborted || keep(built),
      (error: unknown) => stop.signal.aborted || setFailed({ turn, error }),
    );
    return () => stop.abort();
  }, [client, turn]);
  return { schema, error: failed?.turn === turn ? failed.error : undefined, again: () => setTurn(turn + 1) };
}
