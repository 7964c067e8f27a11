import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createElement, type ReactNode, StrictMode, useEffect, useState } from 'react';
import { act, create, type ReactTestRenderer } from 'react-test-renderer';
import { useViewerClient, ViewerProvider, type ViewerProviderProps } from '../../../client/bindings/react.js';
import { type Clients, createClients } from '../../../client/clients.js';
import { openScriptedServer, type ScriptedServer, tokenOf } from '../support/scriptedServer.js';

const consoleError = console.error;
let server: ScriptedServer;
beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // The renderer says that it is deprecated; what replaces it needs a DOM.
  console.error = () => undefined;
  server = await openScriptedServer();
});
afterAll(async () => {
  console.error = consoleError;
  Reflect.deleteProperty(globalThis, 'IS_REACT_ACT_ENVIRONMENT');
  await server.close();
});
beforeEach(() => void server.got.splice(0));

/** A page that keeps what it was first answered in its own state, as pages do. */
function Page(): ReactNode {
  const client = useViewerClient();
  const [kept, keep] = useState('');
  useEffect(() => {
    client.ask({ query: '{ n }' }).then(
      ({ data }) => keep((before) => before || JSON.stringify(data)),
      ({ code }) => keep(code),
    );
  }, [client]);
  return `${client.viewer.subject} ${client.viewer.purpose} ${kept}`;
}

const clientsOf = (claims: () => object): Clients =>
  createClients({ server: server.url, token: () => tokenOf({ ...claims() }) });

function show(props: ViewerProviderProps, before?: ReactTestRenderer): ReactTestRenderer {
  let tree = before;
  const element = createElement(ViewerProvider, props);
  act(() => {
    if (tree) tree.update(element);
    else tree = create(element);
  });
  return tree as ReactTestRenderer;
}

/** Waits until a tree shows a text. */
async function untilShown(tree: ReactTestRenderer, text: string): Promise<void> {
  for (let tries = 0; tries < 500 && tree.toJSON() !== (text as never); tries += 1) await act(() => pause(10));
  expect(tree.toJSON()).toBe(text);
}

const page = { children: createElement(Page), pending: 'pending', failed: () => 'failed' };

test('a tree is mounted anew for another purpose, and for the first one again: nothing that it kept is left', async () => {
  const clients = clientsOf(() => ({}));
  const tree = show({ ...page, clients, purpose: 'A' });
  await untilShown(tree, 'nl-4711 A {"n":1}');
  show({ ...page, clients, purpose: 'B' }, tree);
  await untilShown(tree, 'nl-4711 B {"n":2}');
  show({ ...page, clients, purpose: 'A' }, tree);
  await untilShown(tree, 'nl-4711 A {"n":3}');
  show({ ...page, clients, purpose: 'A' }, tree);
  expect(tree.toJSON()).toBe('nl-4711 A {"n":3}');
  act(() => tree.unmount());
  expect(clients.current).toBeUndefined();
});

test('nothing is rendered of the purpose before once the next one is stated, not even until an effect has run', async () => {
  const clients = clientsOf(() => ({}));
  const rendered: string[] = [];
  const stated = (purpose: string): ViewerProviderProps => ({
    ...{ clients, purpose },
    children: ({ viewer }) => {
      rendered.push(`${purpose}: ${viewer.purpose}`);
      return viewer.purpose;
    },
  });
  const tree = show(stated('A'));
  await untilShown(tree, 'A');
  show(stated('B'), tree);
  await untilShown(tree, 'B');
  expect(new Set(rendered)).toEqual(new Set(['A: A', 'B: B']));
  act(() => tree.unmount());
});

test('a tree goes where a question finds another officer signed in, and comes back as theirs', async () => {
  let subject = 'nl-4711';
  const clients = clientsOf(() => ({ sub: subject }));
  const tree = show({ ...page, clients, purpose: 'A' });
  await untilShown(tree, 'nl-4711 A {"n":1}');
  subject = 'nl-0815';
  await act(async () => {
    await clients.current?.ask({ query: '{ n }' }).catch(() => undefined);
  });
  await untilShown(tree, 'nl-0815 A {"n":2}');
  act(() => tree.unmount());
});

test('a tree is shown in strict mode, which mounts it twice', async () => {
  const clients = clientsOf(() => ({}));
  const props: ViewerProviderProps = { ...page, clients, purpose: 'A' };
  let tree: ReactTestRenderer | undefined;
  act(() => {
    tree = create(createElement(StrictMode, null, createElement(ViewerProvider, props)));
  });
  await untilShown(tree as unknown as ReactTestRenderer, 'nl-4711 A {"n":1}');
  act(() => tree?.unmount());
  expect(clients.current).toBeUndefined();
});

test('nothing is shown where nobody is signed in', async () => {
  const clients = clientsOf(() => {
    throw new Error('nobody');
  });
  const tree = show({ ...page, clients, purpose: 'A' });
  await untilShown(tree, 'failed');
  act(() => tree.unmount());
});

test('a tree is given its client, and a page outside of one is refused', async () => {
  const tree = show({ clients: clientsOf(() => ({})), purpose: 'A', children: (client) => client.viewer.role });
  await untilShown(tree, 'ANALYST');
  act(() => tree.unmount());
  expect(() => act(() => void create(createElement(Page)))).toThrow('no ViewerProvider around');
});
