import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Waits until a server of this process has begun so many requests for a path, of those that are sent from now on. */
export function arrivals(path: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    let begun = 0;
    const onStart = (message: unknown): void => {
      if ((message as { readonly request: IncomingMessage }).request.url === path) begun += 1;
      if (begun < count) return;
      unsubscribe('http.server.request.start', onStart);
      // Behind the handlers of the last one.
      setImmediate(resolve);
    };
    subscribe('http.server.request.start', onStart);
  });
}
