import { RouterProvider } from '@tanstack/react-router';
import { ViewerProvider } from '../../client/bindings/react.js';
import type { Clients } from '../../client/index.js';
import { Failure, Loading } from '../parts/AnswerView.js';
import { PageMemory } from './pageMemory.js';
import { router } from './router.js';
import { type Session, SessionProvider } from './session.js';

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
          <RouterProvider router={router} />
        </PageMemory>
      </ViewerProvider>
    </SessionProvider>
  );
}
