import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Clients } from '../clients.js';
import type { Statement } from '../viewer.js';
import type { ViewerClient } from '../viewerClient.js';

/** Purpose and case that are stated now, and what is shown under them. */
export interface ViewerProviderProps extends Statement {
  readonly clients: Clients;
  /** The tree of one client. It is mounted anew for each, so that no state of a component outlives its viewer. */
  readonly children: ReactNode | ((client: ViewerClient) => ReactNode);
  /** Shown until the statement holds. */
  readonly pending?: ReactNode;
  /** Shown where it does not, e.g. since nobody is signed in. */
  readonly failed?: (error: unknown) => ReactNode;
}

const Context = createContext<ViewerClient | undefined>(undefined);

/** Mounts a tree under the client of viewer, purpose and case. Unmounted, it closes that client. */
export function ViewerProvider(props: ViewerProviderProps): ReactNode {
  const { clients, purpose, caseReference, justification, children, pending = null, failed } = props;
  const current = useSyncExternalStore(
    clients.subscribe,
    () => clients.current,
    () => undefined,
  );
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  const isClosed = current === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a client that was closed from outside is stated anew
  useEffect(() => {
    let isOver = false;
    setFailure(undefined);
    clients.enter({ purpose, caseReference, justification }).catch((error: unknown) => {
      if (!isOver) setFailure({ error });
    });
    return () => {
      isOver = true;
    };
  }, [clients, purpose, caseReference, justification, isClosed]);
  useEffect(() => () => clients.leave(), [clients]);
  if (current && isOf(current, { purpose, caseReference, justification })) {
    const tree = typeof children === 'function' ? children(current) : children;
    return createElement(Context.Provider, { key: current.id, value: current }, tree);
  }
  return failure && failed ? failed(failure.error) : pending;
}

/**
 * The client of the tree that this is in.
 *
 * @throws RangeError outside a `ViewerProvider`
 */
export function useViewerClient(): ViewerClient {
  const client = useContext(Context);
  if (!client) throw new RangeError('no ViewerProvider around');
  return client;
}

/** Whether a client is of what is stated now: at the first render after a change it is not. */
function isOf({ viewer }: ViewerClient, { purpose, caseReference, justification }: Statement): boolean {
  return viewer.purpose === purpose && viewer.caseReference === caseReference && viewer.justification === justification;
}
