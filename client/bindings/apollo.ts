import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import type { DocumentNode } from 'graphql';
import type { ViewerClient } from '../viewerClient.js';
import { questionOf } from './documents.js';

// Apollo's way to say which of its types follow from the defaults below.
declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface Query {
        errorPolicy?: 'all';
      }
      interface WatchQuery {
        errorPolicy?: 'all';
      }
    }
  }
}

const made = new WeakMap<ViewerClient, ApolloClient>();

/**
 * Apollo's client over a client of ours, one for each. Answers are held below it, by ours, and Apollo keeps nothing: a link
 * would not see what its cache shows. Apollo drops `extensions`; `answerOf(data)` has them.
 */
export function apolloClient(client: ViewerClient): ApolloClient {
  const known = made.get(client);
  if (known) return known;
  const fetchPolicy = 'no-cache' as const;
  const apollo = new ApolloClient({
    link: viewerLink(client),
    cache: new NothingKept(),
    defaultOptions: { query: { fetchPolicy, errorPolicy: 'all' }, watchQuery: { fetchPolicy, errorPolicy: 'all' } },
  });
  made.set(client, apollo);
  return apollo;
}

/** Refuses what any other fetch policy than `no-cache` would keep, for nobody knows how long. */
class NothingKept extends InMemoryCache {
  override write(): never {
    throw new TypeError('answers are held below Apollo: use fetchPolicy "no-cache"');
  }

  /** Documents go as they are: a registered one with `__typename` in it would be another. */
  override transformDocument(document: DocumentNode): DocumentNode {
    return document;
  }
}

/** Data and errors come as they are, so that partial answers are shown as such. */
function viewerLink(client: ViewerClient): ApolloLink {
  return new ApolloLink(
    ({ query, operationName, variables, getContext }) =>
      new Observable((observer) => {
        const stop = new AbortController();
        // Set by the caller: `context: { again: true }`.
        const again = getContext().again === true;
        const question = questionOf({ document: query, operationName, variables });
        client.ask(question, { signal: stop.signal, again }).then(
          (answer) => {
            observer.next(answer as never);
            observer.complete();
          },
          (error: unknown) => observer.error(error),
        );
        return () => stop.abort();
      }),
  );
}
