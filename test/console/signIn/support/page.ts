import type { Place } from '../../../../console/signIn/returned.js';

/** A tab with the console, without a browser: what sign-in uses of it. */
export interface Tab extends Place {
  /** Loads the page anew, at this fragment. */
  load(hash: string): void;
  /** Where the page went. */
  readonly went: string[];
  /** Addresses that replaced its own. */
  readonly replaced: string[];
  readonly stored: Map<string, string>;
  /** Requests that left it: URL and body. */
  readonly asked: { readonly url: string; readonly body: string }[];
  /** Whether nothing that it asks gets out. */
  isOffline: boolean;
  /** Changes an answer on its way; undefined leaves it. */
  change: (url: string, response: Response) => Response | undefined | Promise<Response | undefined>;
}

/**
 * Opens one.
 *
 * @param url of the page, as the issuer knows it
 * @param server which answers what is asked of its own origin
 */
export function openTab(url: string, server: string): Tab {
  const { origin, pathname } = new URL(url);
  const stored = new Map<string, string>();
  let hash = '';
  const tab: Tab = {
    went: [],
    replaced: [],
    stored,
    asked: [],
    isOffline: false,
    change: () => undefined,
    load: (next) => {
      hash = next;
    },
    location: {
      ...{ origin, pathname, assign: (to: string) => void tab.went.push(to) },
      get hash() {
        return hash;
      },
    },
    history: {
      replaceState: (_state, _unused, to) => {
        tab.replaced.push(to);
        hash = new URL(to, origin).hash;
      },
    },
    sessionStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    fetch: async (input, init) => {
      const target = String(input);
      if (tab.isOffline) throw new TypeError('Failed to fetch');
      tab.asked.push({ url: target, body: String(init?.body ?? '') });
      if (target.startsWith('/')) return (await fetch(new URL(target, server), init)) as Response;
      const headers = new Headers(init?.headers);
      headers.set('origin', origin);
      const came = await fetch(target, { ...init, headers });
      const response = (await tab.change(target, came)) ?? came;
      // As a browser does, which is what a server's CORS is for.
      const allowed = response.headers.get('access-control-allow-origin');
      if (allowed !== '*' && allowed !== origin) throw new TypeError('Failed to fetch');
      return response;
    },
  };
  return tab;
}
