import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ViewerProvider } from '../../client/bindings/react.js';
import type { Clients } from '../../client/index.js';
import { Failure, Loading } from '../parts/AnswerView.js';
import { PageMemory } from './pageMemory.js';
import { openRouter } from './router.js';
import { type Session, SessionProvider } from './session.js';

/** Opened anew for each viewer: the pages of another are in no state of it. */
function Pages() {
  const [router] = useState(openRouter);
  useEffect(() => () => router.history.destroy(), [router]);
  return <RouterProvider router={router} />;
}

/** The pages, for one viewer, purpose and case; mounted anew for each other one. */
export function Viewing({ session, clients }: { readonly session: Session; readonly clients: Clients }) {
  return (
    <SessionProvider value={session}>
      <ViewerProvider
        clients={clients}
        {...session.statement}
        pending={<Loading />}
        failed={(error) => <Failure error={error} again={session.change} />}
      >
        <PageMemory>
          <Pages />
        </PageMemory>
      </ViewerProvider>
    </SessionProvider>
  );
}
